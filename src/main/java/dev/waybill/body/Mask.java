package dev.waybill.body;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.waybill.settings.BadSetting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The parts of a body that viewers don't see, such as names and addresses. Each path is the steps to a value; {@code *}
 * is any step.
 */
final class Mask {

    private static final String ANY = "*";
    private static final TextNode HIDDEN = TextNode.valueOf("(hidden)");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private final List<List<String>> paths;

    private Mask(List<List<String>> paths) {
        this.paths = paths;
    }

    /**
     * @param pointers the JSON pointers (RFC 6901), with {@code *} for any member or element
     * @throws BadSetting if one is no JSON pointer, or means the whole body
     */
    static Mask of(List<String> pointers) {
        return new Mask(pointers.stream().map(Mask::path).toList());
    }

    boolean isEmpty() {
        return paths.isEmpty();
    }

    /** True if the value at this pointer is hidden, by itself or as a part of a hidden value. */
    boolean hides(String pointer) {
        if (pointer.isEmpty()) {
            return false;
        }
        List<String> steps = path(pointer);
        return paths.stream()
                .anyMatch(path -> path.size() <= steps.size()
                        && IntStream.range(0, path.size())
                                .allMatch(i ->
                                        path.get(i).equals(ANY) || path.get(i).equals(steps.get(i))));
    }

    /**
     * Returns the JSON without the hidden values, on one line; nothing if it is no JSON. Only the last of repeated keys
     * stays.
     */
    Optional<String> apply(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            paths.forEach(path -> hide(json, path));
            return Optional.of(json.toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void hide(JsonNode node, List<String> path) {
        String step = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        switch (node) {
            case ObjectNode object -> {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                for (String name : names) {
                    if (step.equals(ANY) || step.equals(name)) {
                        hide(object.path(name), rest, () -> object.set(name, HIDDEN));
                    }
                }
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    int place = i;
                    if (step.equals(ANY) || step.equals(String.valueOf(i))) {
                        hide(array.path(i), rest, () -> array.set(place, HIDDEN));
                    }
                }
            }
            default -> {
                // the path leads nowhere here
            }
        }
    }

    private static void hide(JsonNode node, List<String> rest, Runnable hideIt) {
        if (rest.isEmpty()) {
            hideIt.run();
        } else {
            hide(node, rest);
        }
    }

    private static List<String> path(String text) {
        try {
            List<String> steps = new ArrayList<>();
            JsonPointer pointer = JsonPointer.compile(text);
            while (!pointer.matches()) {
                steps.add(pointer.getMatchingProperty());
                pointer = pointer.tail();
            }
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("the whole body");
            }
            return List.copyOf(steps);
        } catch (IllegalArgumentException e) {
            throw new BadSetting(
                    "waybill.console.mask",
                    "waybill.console.mask has '" + text + "', which is no JSON pointer, such as /data/user/email.");
        }
    }
}
