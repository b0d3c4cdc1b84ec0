package dev.waybill.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Camel's own schema of the YAML DSL without its shorthands, which are deprecated upstream. This Camel ships one schema
 * for both forms, so that the canonical one is cut out of it: where a step may be a string or an object, the object
 * stays; where an expression's language may stand inline, only {@code expression:} stays; a route begins with
 * {@code route:}, never with {@code from:}.
 */
final class CanonicalSchema {

    private static final String SCHEMA = "/schema/camelYamlDsl.json";

    private CanonicalSchema() {}

    static JsonSchema load() {
        try (var in = CanonicalSchema.class.getResourceAsStream(SCHEMA)) {
            JsonNode schema = new ObjectMapper().readTree(in);
            ObjectNode items = (ObjectNode) schema.get("items");
            ((ObjectNode) items.get("properties")).remove("from");
            for (JsonNode definition : items.get("definitions")) {
                withoutInlineExpression((ObjectNode) definition);
                withoutString((ObjectNode) definition);
            }
            return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void withoutString(ObjectNode definition) {
        JsonNode forms = definition.path("oneOf");
        if (forms.size() == 2 && forms.get(0).path("type").asText().equals("string")) {
            definition.remove("oneOf");
            definition.setAll((ObjectNode) forms.get(1));
        }
    }

    /** {@code anyOf: [{oneOf: [a language inline, nothing, {required: [expression]}]}]} keeps its last two forms. */
    private static void withoutInlineExpression(ObjectNode definition) {
        for (JsonNode group : definition.path("anyOf")) {
            if (!(group.get("oneOf") instanceof ArrayNode forms) || !inlineFirst(forms)) {
                continue;
            }
            forms.remove(0);
            for (JsonNode language : languages(forms)) {
                ((ObjectNode) definition.get("properties")).remove(language.asText());
            }
        }
    }

    private static boolean inlineFirst(ArrayNode forms) {
        return forms.get(0).path("$ref").asText().endsWith(".ExpressionDefinition");
    }

    /** The inline languages are those that the form "nothing" names as absent. */
    private static List<JsonNode> languages(ArrayNode forms) {
        List<JsonNode> languages = new ArrayList<>();
        for (JsonNode absent : forms.get(0).at("/not/anyOf")) {
            JsonNode name = absent.at("/required/0");
            if (!name.asText().equals("expression")) {
                languages.add(name);
            }
        }
        return languages;
    }
}
