package dev.waybill.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.waybill.routes.Finding;
import dev.waybill.routes.YamlFile;
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

/** Camel's schema of its YAML: the keys and kinds of value that each place takes. */
final class CamelSchema {

    private static final String FILE = "/schema/camelYamlDsl.json";

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
        return new SchemaWalk(this, file.name()).of(file.root(), root.path("items"));
    }

    /** A map's possible keys, and the keys that it must have. */
    record Shape(Map<String, JsonNode> keys, List<String> required, boolean open, int maxKeys) {}

    Set<String> languages() {
        return shape(definition("org.apache.camel.model.language.ExpressionDefinition"))
                .keys
                .keySet();
    }

    private JsonNode definition(String name) {
        return root.path("items").path("definitions").path(name);
    }

    JsonNode resolve(JsonNode schema) {
        JsonNode resolved = schema;
        while (resolved.has("$ref")) {
            String reference = resolved.path("$ref").asText();
            resolved = definition(reference.substring(reference.lastIndexOf('/') + 1));
        }
        return resolved;
    }

    /** Returns the schema itself and, one below the other, what it takes instead or besides. */
    List<JsonNode> alternatives(JsonNode schema) {
        List<JsonNode> all = new ArrayList<>(List.of(schema));
        for (String word : List.of("oneOf", "anyOf")) {
            schema.path(word).forEach(each -> all.addAll(alternatives(resolve(each))));
        }
        return all;
    }

    boolean takes(JsonNode schema, String type) {
        return alternatives(schema).stream()
                .map(each -> each.path("type").asText(each.has("properties") ? "object" : ""))
                .anyMatch(type::equals);
    }

    String wanted(JsonNode schema) {
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

    Shape shape(JsonNode schema) {
        Map<String, JsonNode> keys = new LinkedHashMap<>();
        boolean open = true;
        for (JsonNode each : alternatives(schema)) {
            each.path("properties")
                    .properties()
                    .forEach(key ->
                            keys.merge(key.getKey(), key.getValue(), (one, other) -> one.isEmpty() ? other : one));
            open = open && each.path("additionalProperties").asBoolean(true);
        }
        List<String> required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return new Shape(
                keys,
                required,
                open && keys.isEmpty(),
                schema.path("maxProperties").asInt(Integer.MAX_VALUE));
    }
}
