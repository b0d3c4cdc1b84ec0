package dev.waybill.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.waybill.check.CamelSchema.Shape;
import dev.waybill.routes.DidYouMean;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Finding.Severity;
import dev.waybill.routes.YamlFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Compares a route file with Camel's schema. A general validator answers an unknown step with one error for each of a
 * hundred alternatives; this walk names the one key and its place.
 */
final class SchemaWalk {

    private static final String RULE = "camel-schema";
    private static final Set<String> PLACEHOLDERS = Set.of("{{", "${");
    private static final String OPTIONS = "parameters";
    private static final int BRIEF = 40;

    private final CamelSchema schema;
    private final String file;
    private final List<Finding> findings = new ArrayList<>();

    /** The nodes that were compared, with the schemas that they were compared with: an alias stands for its node. */
    private final Map<Node, Set<JsonNode>> seen = new IdentityHashMap<>();

    /** @param file the file as the engineer knows it */
    SchemaWalk(CamelSchema schema, String file) {
        this.schema = schema;
        this.file = file;
    }

    /** @param items the schema of the file's list */
    List<Finding> of(@Nullable Node root, JsonNode items) {
        if (root instanceof SequenceNode list) {
            list.getValue().forEach(item -> visit(item, items, "the file's list"));
        } else if (root != null) {
            fault(root, "is no list of routes: begin it with - route:", null);
        }
        return findings;
    }

    private void visit(Node node, JsonNode written, String name) {
        JsonNode wanted = schema.resolve(written);
        boolean isNew = seen.computeIfAbsent(node, n -> Collections.newSetFromMap(new IdentityHashMap<>()))
                .add(wanted);
        if (wanted.isEmpty() || !isNew) {
            return;
        }
        switch (node) {
            case MappingNode map -> map(map, wanted, name);
            case SequenceNode list -> list(list, wanted, name);
            case ScalarNode scalar -> scalar(scalar, wanted, name);
            default -> {
                // an alias is resolved already
            }
        }
    }

    private void map(MappingNode map, JsonNode place, String name) {
        if (schema.takes(place, "array") && !schema.takes(place, "object")) {
            fault(map, "gives %s as a map, which must be a list".formatted(name), null);
            return;
        }
        if (!schema.takes(place, "object")) {
            fault(map, "gives %s as a map, which must be %s".formatted(name, schema.wanted(place)), null);
            return;
        }
        Shape shape = schema.shape(place);
        List<String> found = new ArrayList<>();
        List<String> meant = new ArrayList<>();
        for (NodeTuple entry : map.getValue()) {
            String key = known(entry.getKeyNode(), shape, name);
            if (key == null) {
                continue; // no text, which is told already
            }
            found.add(key);
            JsonNode value = shape.keys().get(key);
            if (value != null) {
                visit(entry.getValueNode(), value, key);
            } else if (shape.open() && name.equals(OPTIONS)) {
                option(key, entry.getValueNode());
            } else if (!shape.open()) {
                String near = DidYouMean.nearest(key, shape.keys());
                fault(entry.getKeyNode(), "has %s in %s, which does not know it".formatted(key, name), near);
                meant.add(String.valueOf(near));
            }
        }
        shape.required().stream()
                .filter(key -> !found.contains(key) && !meant.contains(key))
                .forEach(key -> fault(map, "lacks %s in %s".formatted(key, name), null));
        if (found.size() > shape.maxKeys()) {
            fault(
                    map.getValue().get(1).getKeyNode(),
                    "has %s in one item of a list: is an indentation or a - missing?"
                            .formatted(String.join(" and ", found)),
                    null);
        }
        shorthand(map, place);
    }

    /** An option of an endpoint is a text, whatever its component. */
    private void option(String key, Node value) {
        if (!(value instanceof ScalarNode)) {
            String kind = value instanceof SequenceNode ? "a list" : "a map";
            fault(
                    value,
                    "gives the option %s as %s, which must be a text: is an indentation or a quote missing?"
                            .formatted(key, kind),
                    null);
        }
    }

    /** Returns the key as the schema has it; Camel takes {@code on-when} for {@code onWhen}. */
    private @Nullable String known(Node key, Shape shape, String name) {
        String text = YamlFile.text(key);
        if (text == null || !text.contains("-")) {
            return text;
        }
        String camel = StringHelper.dashToCamelCase(text);
        if (shape.keys().containsKey(text) || !shape.keys().containsKey(camel)) {
            return text;
        }
        warn(key, "writes %s in %s: editors keep only %s".formatted(text, name, camel));
        return camel;
    }

    private void list(SequenceNode list, JsonNode place, String name) {
        if (!schema.takes(place, "array")) {
            fault(list, "gives %s as a list, which must be %s".formatted(name, schema.wanted(place)), null);
            return;
        }
        JsonNode items = items(place);
        list.getValue().forEach(item -> visit(item, items, name));
    }

    private JsonNode items(JsonNode place) {
        return schema.alternatives(place).stream()
                .map(each -> each.path("items"))
                .filter(each -> !each.isMissingNode())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private void scalar(ScalarNode scalar, JsonNode place, String name) {
        String text = scalar.getValue();
        if (PLACEHOLDERS.stream().anyMatch(text::contains)) {
            return;
        }
        boolean nothing = Tag.NULL.equals(scalar.getTag());
        if (schema.takes(place, "string")) {
            choice(scalar, place, name);
            if (schema.takes(place, "object") && !nothing) {
                warn(scalar, "writes %s in short: editors keep only the long form".formatted(name));
            }
            return;
        }
        boolean isOneOfTexts = schema.takes(place, "array") && schema.takes(schema.resolve(items(place)), "string");
        boolean right = isOneOfTexts && !nothing
                || schema.takes(place, "boolean") && (text.equals("true") || text.equals("false"))
                || (schema.takes(place, "number") || schema.takes(place, "integer")) && text.matches("-?\\d+(\\.\\d+)?")
                || nothing
                        && schema.takes(place, "object")
                        && schema.shape(place).required().isEmpty();
        if (!right) {
            fault(
                    scalar,
                    nothing
                            ? "has nothing in %s, which must be %s".formatted(name, schema.wanted(place))
                            : "has %s in %s, which must be %s".formatted(brief(text), name, schema.wanted(place)),
                    null);
        }
    }

    private void choice(ScalarNode scalar, JsonNode place, String name) {
        List<String> values = StreamSupport.stream(place.path("enum").spliterator(), false)
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
    private void shorthand(MappingNode map, JsonNode place) {
        Shape shape = schema.shape(place);
        if (!shape.keys().containsKey("expression") || !shape.keys().containsKey("simple")) {
            return;
        }
        map.getValue().stream()
                .map(NodeTuple::getKeyNode)
                .filter(key -> schema.languages().contains(YamlFile.text(key)))
                .forEach(key -> warn(
                        key,
                        "writes %s without expression: around it: editors keep only the long form"
                                .formatted(YamlFile.text(key))));
    }

    private void fault(Node at, String sentence, @Nullable String near) {
        findings.add(
                new Finding(file, YamlFile.line(at), YamlFile.column(at), RULE, Severity.ERROR, "", sentence, near));
    }

    private void warn(Node at, String sentence) {
        findings.add(new Finding(
                file, YamlFile.line(at), YamlFile.column(at), "canonical-form", Severity.WARNING, "", sentence, null));
    }

    private static String brief(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.codePointCount(0, line.length()) <= BRIEF
                ? line
                : line.substring(0, line.offsetByCodePoints(0, BRIEF)) + "…";
    }
}
