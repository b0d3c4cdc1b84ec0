package dev.waybill.search;

import dev.waybill.index.SearchText;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of an operator's search. All given ones must hold; null matches everything. White space around a text
 * is ignored.
 *
 * @param by the kind of name that {@code name} is
 * @param name the event's exact name
 * @param source the sender
 * @param type the event's type
 * @param standing the state of the event or of a delivery of it
 * @param destination a destination of one of its deliveries; with a delivery's state, of a delivery in that state
 * @param from accepted at this time or later
 * @param to accepted before this time
 * @param text a piece of its body, 2 to {@value #TEXT} characters; letters as typed, small, in capitals, or Capitalised
 * @param before only events with a lower id, 1 or more: the end of the page before
 * @param limit limit of the events on a page, 1 to {@value #MOST}
 */
public record EventQuery(
        @Nullable Name by,
        @Nullable String name,
        @Nullable String source,
        @Nullable String type,
        @Nullable StateFilter standing,
        @Nullable String destination,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String text,
        @Nullable Long before,
        int limit) {

    public static final int MOST = 200;
    static final int TEXT = 256;

    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    /** The kinds of names of an event. */
    public enum Name {
        /** The event's own id, a number. */
        EVENT,
        /** The sender's idempotency key. */
        KEY,
        /** The message group. */
        GROUP,
        ORDER_ID,
        ORDER_NUMBER,
        EXTERNAL_ID,
        /** Any of these. */
        ANY
    }

    /** @throws InvalidQuery if nothing could ever match, or the search would be too expensive */
    public EventQuery {
        if ((by == null) != (name == null)) {
            throw new InvalidQuery("A name and its kind belong together");
        }
        name = by == null ? null : name(by.name(), name);
        source = name("source", source);
        type = name("type", type);
        destination = name("destination", destination);
        text = text(text);
        if (from != null && to != null && !from.isBefore(to)) {
            throw new InvalidQuery("\"from\" must be before \"to\"");
        }
        checkTime("from", from);
        checkTime("to", to);
        if (before != null && before < 1) {
            throw new InvalidQuery("\"before\" is the \"next\" of the page before, a number from 1 on");
        }
        if (limit < 1 || limit > MOST) {
            throw new InvalidQuery("\"limit\" takes 1 to " + MOST);
        }
        if (standing != null && !standing.ofDelivery() && standing != StateFilter.ROUTED && destination != null) {
            throw new InvalidQuery("An event that is " + standing + " has no destination yet: leave one of them out");
        }
    }

    private static void checkTime(String what, @Nullable Instant time) {
        if (time != null && (time.isBefore(FIRST) || time.isAfter(LAST))) {
            throw new InvalidQuery("\"" + what + "\" takes times from 2000 to 9999");
        }
    }

    private static @Nullable String name(String what, @Nullable String value) {
        if (value == null) {
            return null;
        }
        String name = value.strip();
        if (!SearchText.isName(name)) {
            throw new InvalidQuery("The text searched as %s takes 1 to %d bytes of UTF-8, not blank, without U+0000"
                    .formatted(what.toLowerCase(Locale.ROOT).replace('_', ' '), SearchText.NAME_BYTES));
        }
        return name;
    }

    private static @Nullable String text(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String text = value.strip();
        if (text.length() < 2 || text.length() > TEXT || !SearchText.isStorable(text)) {
            throw new InvalidQuery("\"text\" takes 2 to %d characters, without U+0000".formatted(TEXT));
        }
        return text;
    }
}
