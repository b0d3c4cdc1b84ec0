package dev.waybill.candidate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in words how a body differs from the expected one. */
public final class Differences {

    private static final int CONTEXT = 2;
    private static final int MOST_LINES = 2000; // the time grows with their square
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Differences() {}

    /** Returns a line for each expected member that is missing or different; others may be there. */
    public static List<String> ofMembers(JsonNode expected, String body) {
        if (expected.isTextual()) {
            String text = expected.asText();
            return text.equals(body) ? List.of() : List.of("body:\n" + ofTexts(text, body));
        }
        JsonNode actual = json(body);
        if (actual == null) {
            return List.of("body: is no JSON: " + firstLine(body));
        }
        List<String> found = new ArrayList<>();
        compare("", expected, actual, found);
        return found;
    }

    /**
     * Returns a unified diff, without its head; empty if both are equal. Two documents of JSON are compared by their
     * members, whatever their spaces.
     */
    public static String ofTexts(String expected, String actual) {
        JsonNode one = json(expected);
        JsonNode other = json(actual);
        if (one != null && other != null) {
            return one.equals(other) ? "" : unified(one.toPrettyString(), other.toPrettyString());
        }
        return unified(expected, actual);
    }

    /** Returns a line for each member of two JSON documents or cell of two tables that differs; else a unified diff. */
    public static String between(String before, String after) {
        JsonNode one = json(before);
        JsonNode other = json(after);
        if (one == null || other == null) {
            List<String> cells = CsvCells.differences(before, after);
            return cells.isEmpty() ? ofTexts(before, after) : String.join("\n", cells);
        }
        List<String> found = new ArrayList<>();
        members("", one, other, found);
        return String.join("\n", found);
    }

    private static void members(
            String pointer, @Nullable JsonNode before, @Nullable JsonNode after, List<String> found) {
        if (before != null && after != null && before.isObject() && after.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> members(pointer + "/" + name, before.get(name), after.get(name), found));
        } else if (before != null && after != null && before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                members(pointer + "/" + i, before.get(i), after.get(i), found);
            }
        } else if (before == null) {
            found.add("+ %s: %s".formatted(pointer, after));
        } else if (after == null) {
            found.add("- %s: %s".formatted(pointer, before));
        } else if (!before.equals(after)) {
            found.add("~ %s: %s -> %s".formatted(pointer, before, after));
        }
    }

    private static String unified(String expected, String actual) {
        List<String> before = lines(expected);
        List<String> after = lines(actual);
        if (before.equals(after)) {
            return "";
        }
        if (Math.max(before.size(), after.size()) > MOST_LINES) {
            return "too long to compare by line: %d and %d lines".formatted(before.size(), after.size());
        }
        return UnifiedDiffUtils.generateUnifiedDiff(
                        "expected", "actual", before, DiffUtils.diff(before, after), CONTEXT)
                .stream()
                .skip(2)
                .collect(Collectors.joining("\n"));
    }

    /** A line ends at the line feed alone, so that another end is a difference that can be seen. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>(List.of(text.replace("\r", "\\r").split("\n", -1)));
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        return lines;
    }

    private static void compare(String pointer, JsonNode expected, JsonNode actual, List<String> found) {
        if (expected.isObject() && actual.isObject()) {
            expected.properties().forEach(member -> {
                JsonNode value = actual.get(member.getKey());
                String at = pointer + "/" + member.getKey();
                if (value == null) {
                    found.add("body at %s: expected %s, but it is not there".formatted(at, member.getValue()));
                } else {
                    compare(at, member.getValue(), value, found);
                }
            });
        } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(pointer + "/" + i, expected.get(i), actual.get(i), found);
            }
        } else if (!same(expected, actual)) {
            found.add("body at %s: expected %s, was %s"
                    .formatted(pointer.isEmpty() ? "its root" : pointer, expected, actual));
        }
    }

    private static boolean same(JsonNode expected, JsonNode actual) {
        return expected.isNumber() && actual.isNumber()
                ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
    }

    private static @Nullable JsonNode json(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node.isContainerNode() ? node : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("(empty)");
    }
}
