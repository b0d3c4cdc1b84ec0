package dev.waybill.house;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** The rules of every file under {@code routes/}, so that an engineer and a visual editor can read it. */
final class RouteFileCheck {

    private static final int LINES = 120;
    private static final List<String> KINDS = List.of("route", "routeTemplate");
    private static final Pattern FILE_NAME = Pattern.compile("[^.]+\\.camel\\.yaml");
    private static final Pattern SENTENCE = Pattern.compile("\\p{Lu}[^.]*(\\.\\S[^.]*)*\\.");
    private static final Pattern DATABASE = Pattern.compile("(sql|sql-stored|jdbc|spring-jdbc|jpa)(:.*)?");
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(password|passphrase|secret|credentials|api-?key|(access|auth|bearer)-?token).*");
    private static final Pattern SECRET_VALUE =
            Pattern.compile("(?i)\\w+://[^/@{}\\s]*:[^/@{}\\s]+@.*|(bearer|basic) [^${].*");
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{[^}]+}}|\\$\\{[^}]+}|^#|^(true|false)$");

    private final YAMLMapper yaml = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private final JsonSchema schema = CanonicalSchema.load();

    /** One sentence per fault; none for a good file. */
    List<String> faults(Path file) {
        List<String> faults = new ArrayList<>();
        String text = read(file);
        if (!FILE_NAME.matcher(file.getFileName().toString()).matches()) {
            faults.add("its name doesn't end in .camel.yaml after the first dot");
        }
        if (text.lines().count() >= LINES) {
            faults.add("it has %d lines or more".formatted(LINES));
        }
        try {
            JsonNode entries = yaml.readTree(text);
            schema.validate(entries).stream()
                    .map(ValidationMessage::getMessage)
                    .map("Camel's schema: "::concat)
                    .forEach(faults::add);
            routes(entries, faults);
            authorization(entries, faults);
            walk("", entries, (name, value) -> value(name, value, faults));
        } catch (JsonProcessingException e) {
            faults.add("it is no YAML: " + e.getOriginalMessage());
        }
        return faults;
    }

    private static void routes(JsonNode entries, List<String> faults) {
        int found = 0;
        for (JsonNode entry : entries) {
            for (String kind : KINDS) {
                if (entry.has(kind)) {
                    found++;
                    named(entry.path(kind), kind.equals("routeTemplate") ? "template" : "route", faults);
                }
            }
            if (entry.has("templatedRoute")) { // its template describes it
                found++;
                if (entry.path("templatedRoute").path("routeId").asText().isBlank()) {
                    faults.add("a route has no id");
                }
            }
        }
        if (found == 0) {
            faults.add("it has no entry \"- route:\"");
        }
    }

    private static void named(JsonNode entry, String what, List<String> faults) {
        String id = entry.path("id").asText();
        if (id.isBlank()) {
            faults.add("a %s has no id".formatted(what));
        }
        if (!SENTENCE.matcher(entry.path("description").asText()).matches()) {
            faults.add("%s %s has no description of one sentence".formatted(what, id));
        }
    }

    /** Visits every scalar and every key: a key with an empty value, a scalar with the key that it stands under. */
    private static void walk(String name, JsonNode node, BiConsumer<String, String> visitor) {
        if (node.isValueNode()) {
            visitor.accept(name, node.asText());
        }
        if (node.isArray()) {
            node.forEach(item -> walk(name, item, visitor));
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            visitor.accept(field.getKey(), "");
            walk(field.getKey(), field.getValue(), visitor);
        }
    }

    private static void authorization(JsonNode entries, List<String> faults) {
        for (JsonNode header : entries.findParents("name")) {
            boolean literal = header.path("name").asText().equalsIgnoreCase("Authorization")
                    && header.at("/expression").findValuesAsText("expression").stream()
                            .anyMatch(value -> !REFERENCE.matcher(value).find());
            if (literal) {
                faults.add("it carries a literal secret in Authorization");
            }
        }
    }

    private static void value(String name, String value, List<String> faults) {
        if (name.equals("groovy") || (name.equals("language") && value.equals("groovy"))) {
            faults.add("it uses Groovy");
        }
        if (name.equals("uri") && value.contains("?")) {
            faults.add("uri %s carries parameters that belong under \"parameters:\""
                    .formatted(value.substring(0, value.indexOf('?'))));
        }
        if (name.toLowerCase().endsWith("uri") && DATABASE.matcher(value).matches()) {
            faults.add("it uses a database: " + value);
        }
        boolean literal = !value.isEmpty() && !REFERENCE.matcher(value).find();
        if (literal && SECRET_NAME.matcher(name).matches()
                || SECRET_VALUE.matcher(value).matches()) {
            faults.add("it carries a literal secret in " + name);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
