package dev.waybill.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.waybill.routes.DidYouMean;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Finding.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Compares a route file with Camel's schema of its YAML. A general validator answers an unknown step with one error for
 * each of a hundred alternatives; this walk names the one key and its place.
 */
final class CamelSchema {

    private static final String RULE = "camel-schema";
    private static final String FILE = "/schema/camelYamlDsl.json";
    private static final Set<String> PLACEHOLDERS = Set.of("{{", "${");

    private final JsonNode root;

    private CamelSchema(JsonNode root) {
        this.root = root;
    }

    /** Reads the schema that Camel's YAML loader brings, so both are of one version. */
    static CamelSchema ofThisCamel() {
        try (InputStream schema =
                Objects.requireNonNull(YamlRoutesBuilderLoader.class.getResourceAsStream(FILE), FILE)) {
            return new CamelSchema(JsonMapper.builder().build().readTree(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Finding> findings(YamlFile file) {
        Walk walk = new Walk(file.name());
        if (file.root() instanceof SequenceNode list) {
            list.getValue().forEach(item -> walk.visit(item, root.path("items"), "the file's list"));
        } else if (file.root() != null) {
            walk.fault(file.root(), "is no list of routes: begin it with - route:", null);
        }
        return walk.findings;
    }

    /** A map's possible keys, and the keys that it must have. */
    private record Shape(Map<String, JsonNode> keys, List<String> required, boolean open, int maxKeys) {}

    /** The kinds of value that a place takes. */
    private final class Walk {

        private final String file;
        private final List<Finding> findings = new ArrayList<>();

        Walk(String file) {
            this.file = file;
        }

        void visit(Node node, JsonNode written, String name) {
            JsonNode schema = resolve(written);
            if (schema.isEmpty()) {
                return;
            }
            switch (node) {
                case MappingNode map -> map(map, schema, name);
                case SequenceNode list -> list(list, schema, name);
                case ScalarNode scalar -> scalar(scalar, schema, name);
                default -> {
                    // an alias is visited where it stands
                }
            }
        }

        private void map(MappingNode map, JsonNode schema, String name) {
            if (takes(schema, "array") && !takes(schema, "object")) {
                fault(map, "gives %s as a map, which must be a list".formatted(name), null);
                return;
            }
            if (!takes(schema, "object")) {
                fault(map, "gives %s as a map, which must be %s".formatted(name, wanted(schema)), null);
                return;
            }
            Shape shape = shape(schema);
            List<String> found = new ArrayList<>();
            for (NodeTuple entry : map.getValue()) {
                String key = YamlFile.text(entry.getKeyNode());
                if (key == null) {
                    fault(entry.getKeyNode(), "has a key in %s that is no text".formatted(name), null);
                    continue;
                }
                found.add(key);
                JsonNode value = shape.keys.get(key);
                if (value != null) {
                    visit(entry.getValueNode(), value, key);
                } else if (!shape.open) {
                    fault(
                            entry.getKeyNode(),
                            "has %s in %s, which does not know it".formatted(key, name),
                            DidYouMean.nearest(key, shape.keys));
                }
            }
            shape.required.stream()
                    .filter(key -> !found.contains(key))
                    .forEach(key -> fault(map, "lacks %s in %s".formatted(key, name), null));
            if (found.size() > shape.maxKeys) {
                fault(
                        map.getValue().get(1).getKeyNode(),
                        "has %s in one item of a list: is an indentation or a - missing?"
                                .formatted(String.join(" and ", found)),
                        null);
            }
            shorthand(map, schema);
        }

        private void list(SequenceNode list, JsonNode schema, String name) {
            if (!takes(schema, "array")) {
                fault(list, "gives %s as a list, which must be %s".formatted(name, wanted(schema)), null);
                return;
            }
            JsonNode items = alternatives(schema).stream()
                    .map(each -> each.path("items"))
                    .filter(each -> !each.isMissingNode())
                    .findFirst()
                    .orElse(JsonMapper.builder().build().createObjectNode());
            list.getValue().forEach(item -> visit(item, items, name));
        }

        private void scalar(ScalarNode scalar, JsonNode schema, String name) {
            String text = scalar.getValue();
            if (PLACEHOLDERS.stream().anyMatch(text::contains)) {
                return;
            }
            boolean nothing = Tag.NULL.equals(scalar.getTag());
            if (takes(schema, "string")) {
                choice(scalar, schema, name);
                if (takes(schema, "object") && !nothing) {
                    warn(scalar, "writes %s in short: editors keep only the long form".formatted(name));
                }
                return;
            }
            boolean right = takes(schema, "boolean") && (text.equals("true") || text.equals("false"))
                    || (takes(schema, "number") || takes(schema, "integer")) && text.matches("-?\\d+(\\.\\d+)?")
                    || nothing && takes(schema, "object") && shape(schema).required.isEmpty();
            if (!right) {
                fault(
                        scalar,
                        nothing
                                ? "has nothing in %s, which must be %s".formatted(name, wanted(schema))
                                : "has %s in %s, which must be %s".formatted(brief(text), name, wanted(schema)),
                        null);
            }
        }

        private void choice(ScalarNode scalar, JsonNode schema, String name) {
            List<String> values = StreamSupport.stream(schema.path("enum").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
            if (!values.isEmpty() && values.stream().noneMatch(scalar.getValue()::equalsIgnoreCase)) {
                fault(
                        scalar,
                        "has %s in %s, which must be one of %s"
                                .formatted(brief(scalar.getValue()), name, String.join(", ", values)),
                        null);
            }
        }

        /** An expression's language stands under {@code expression:}; editors keep only that form. */
        private void shorthand(MappingNode map, JsonNode schema) {
            Shape shape = shape(schema);
            if (!shape.keys.containsKey("expression") || !shape.keys.containsKey("simple")) {
                return;
            }
            map.getValue().stream()
                    .map(NodeTuple::getKeyNode)
                    .filter(key -> languages().contains(YamlFile.text(key)))
                    .forEach(key -> warn(
                            key,
                            "writes %s without expression: around it: editors keep only the long form"
                                    .formatted(YamlFile.text(key))));
        }

        private void fault(Node at, String sentence, @Nullable String near) {
            findings.add(new Finding(
                    file, YamlFile.line(at), YamlFile.column(at), RULE, Severity.ERROR, "", sentence, near));
        }

        private void warn(Node at, String sentence) {
            findings.add(new Finding(
                    file,
                    YamlFile.line(at),
                    YamlFile.column(at),
                    "canonical-form",
                    Severity.WARNING,
                    "",
                    sentence,
                    null));
        }
    }

    private Set<String> languages() {
        return shape(definition("org.apache.camel.model.language.ExpressionDefinition")).keys.keySet();
    }

    private JsonNode definition(String name) {
        return root.path("items").path("definitions").path(name);
    }

    private JsonNode resolve(JsonNode schema) {
        JsonNode resolved = schema;
        while (resolved.has("$ref")) {
            String reference = resolved.path("$ref").asText();
            resolved = definition(reference.substring(reference.lastIndexOf('/') + 1));
        }
        return resolved;
    }

    /** Returns the schema itself and, one below the other, what it takes instead or besides. */
    private List<JsonNode> alternatives(JsonNode schema) {
        List<JsonNode> all = new ArrayList<>(List.of(schema));
        for (String word : List.of("oneOf", "anyOf")) {
            schema.path(word).forEach(each -> all.addAll(alternatives(resolve(each))));
        }
        return all;
    }

    private boolean takes(JsonNode schema, String type) {
        return alternatives(schema).stream()
                .map(each -> each.path("type").asText(each.has("properties") ? "object" : ""))
                .anyMatch(type::equals);
    }

    private String wanted(JsonNode schema) {
        if (takes(schema, "object")) {
            return "a map";
        }
        if (takes(schema, "array")) {
            return "a list";
        }
        if (takes(schema, "boolean")) {
            return "true or false";
        }
        return takes(schema, "string") ? "a text" : "a number";
    }

    private Shape shape(JsonNode schema) {
        Map<String, JsonNode> keys = new LinkedHashMap<>();
        boolean open = true;
        for (JsonNode each : alternatives(schema)) {
            each.path("properties").properties().forEach(key -> keys.merge(
                    key.getKey(), key.getValue(), (one, other) -> one.isEmpty() ? other : one));
            open = open && each.path("additionalProperties").asBoolean(true);
        }
        List<String> required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return new Shape(
                keys, required, open && keys.isEmpty(), schema.path("maxProperties").asInt(Integer.MAX_VALUE));
    }

    private static String brief(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.codePointCount(0, line.length()) <= 40
                ? line
                : line.substring(0, line.offsetByCodePoints(0, 40)) + "…";
    }
}
