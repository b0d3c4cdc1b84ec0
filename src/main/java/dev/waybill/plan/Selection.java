package dev.waybill.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stored events that a plan compares, the newest first.
 *
 * @param last the largest number of events, 1 to 10 000
 * @param within the time before now in which events were stored; null for any
 * @param type an event type; null for all
 * @param source a source; null for all
 * @param order a message group, such as an order's id; null for all
 */
public record Selection(
        int last,
        @Nullable Duration within,
        @Nullable String type,
        @Nullable String source,
        @Nullable String order) {

    public static final int MOST = 10_000;

    private static final String OF_ORDER = " of order ";
    private static final Duration LONGEST = Duration.ofDays(3650);

    /** @throws IllegalArgumentException if the number or the time is out of bounds */
    public Selection {
        if (last < 1 || last > MOST) {
            throw new IllegalArgumentException("\"last\" takes 1 to " + MOST);
        }
        if (within != null && (within.isNegative() || within.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("\"within\" takes up to " + LONGEST.toDays() + " days");
        }
    }

    /** Returns it in words, such as {@code the last 200 events of type OrderPlaced}. */
    public String inWords() {
        List<String> parts = new ArrayList<>();
        parts.add("the last %d events".formatted(last));
        if (type != null) {
            parts.add("of type " + type);
        }
        if (source != null) {
            parts.add("from " + source);
        }
        if (order != null) {
            parts.add(OF_ORDER.strip() + " " + order);
        }
        if (within != null) {
            parts.add("within " + within);
        }
        return String.join(" ", parts);
    }

    /** Cuts such words off before they name an order. */
    static String withoutOrder(String words) {
        int at = words.indexOf(OF_ORDER);
        return at < 0 ? words : words.substring(0, at) + " of one order";
    }
}
