package dev.waybill.search;

import dev.waybill.search.EventQuery.Name;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A search as the query of an address, so that it can be sent to a colleague. An unknown parameter is refused: a search
 * for something else would be worse. An empty parameter, as forms send it, counts as absent.
 */
public record EventParameters(Map<String, List<String>> all) {

    static final int PAGE = 50;

    private static final Map<String, Name> NAMES = Map.of(
            "q", Name.ANY,
            "event", Name.EVENT,
            "key", Name.KEY,
            "group", Name.GROUP,
            "orderId", Name.ORDER_ID,
            "orderNumber", Name.ORDER_NUMBER,
            "externalId", Name.EXTERNAL_ID);

    private static final List<String> OTHERS =
            List.of("source", "type", "state", "destination", "from", "to", "text", "before", "limit");

    /** Returns the parameter for this kind of name. */
    public static String of(Name kind) {
        return NAMES.entrySet().stream()
                .filter(known -> known.getValue() == kind)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** @throws InvalidQuery with a sentence that says what is wrong */
    public EventQuery query() {
        all.keySet().forEach(EventParameters::checkKnown);
        List<String> names = NAMES.keySet().stream()
                .filter(name -> value(name) != null)
                .sorted()
                .toList();
        if (names.size() > 1) {
            throw new InvalidQuery("Search by only one of " + String.join(", ", names) + ": each one alone is enough");
        }
        String name = names.isEmpty() ? null : names.getFirst();
        Long limit = number("limit");
        return new EventQuery(
                name == null ? null : NAMES.get(name),
                name == null ? null : value(name),
                value("source"),
                value("type"),
                standing(),
                value("destination"),
                time("from"),
                time("to"),
                value("text"),
                number("before"),
                limit == null ? PAGE : (int) Math.clamp(limit, 0, EventQuery.MOST + 1));
    }

    private static void checkKnown(String parameter) {
        if (!NAMES.containsKey(parameter) && !OTHERS.contains(parameter)) {
            var known = new TreeSet<>(NAMES.keySet());
            known.addAll(OTHERS);
            throw new InvalidQuery("Events can be searched by " + String.join(", ", known));
        }
    }

    private @Nullable String value(String parameter) {
        List<String> values = all.getOrDefault(parameter, List.of());
        if (values.size() > 1) {
            throw new InvalidQuery("\"" + parameter + "\" is given twice");
        }
        return values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
    }

    private @Nullable Long number(String parameter) {
        String value = value(parameter);
        try {
            return value == null ? null : Long.valueOf(value);
        } catch (NumberFormatException e) {
            throw new InvalidQuery("\"" + parameter + "\" is no whole number");
        }
    }

    private @Nullable StateFilter standing() {
        String value = value("state");
        return value == null
                ? null
                : Arrays.stream(StateFilter.values())
                        .filter(known -> known.name().equals(value))
                        .findFirst()
                        .orElseThrow(() -> new InvalidQuery("\"state\" must be one of "
                                + Arrays.stream(StateFilter.values())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))));
    }

    private @Nullable Instant time(String parameter) {
        String value = value(parameter);
        try {
            return value == null ? null : Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new InvalidQuery("\"" + parameter + "\" is no time with an offset, such as 2026-11-21T08:00:00Z");
        }
    }
}
