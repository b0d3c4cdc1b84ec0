package dev.waybill.eventpages;

import dev.waybill.body.ShownBodies;
import dev.waybill.history.SentMessageView;
import dev.waybill.history.TimelineEntry;
import dev.waybill.overview.Format;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages that were sent, attempt by attempt in the order of time. Most attempts repeat the message of the one
 * before, so the same message isn't shown twice. Each message beyond the first 16 Ki characters shows only its
 * beginning, to keep the page small.
 */
final class SentPreviews {

    private static final int MOST = 16 << 10;
    private static final int BEGINNING = 500;

    private record Last(int attempt, SentMessageView sent) {}

    private final Map<Long, Last> last = new HashMap<>();
    private final ShownBodies bodies;
    private final Format show;
    private int shown;

    SentPreviews(ShownBodies bodies, Format show) {
        this.bodies = bodies;
        this.show = show;
    }

    /** Returns the preview; null if no message was kept. */
    @Nullable
    SentPreview of(TimelineEntry.Tried tried) {
        SentMessageView sent = tried.sent();
        if (sent == null) {
            return null;
        }
        Last before = last.put(tried.delivery(), new Last(tried.number(), sent));
        if (before != null && before.sent.equals(sent)) {
            return new SentPreview(sent.to(), "Same data as attempt %d.".formatted(before.attempt), null, null);
        }
        String body = read(sent.body());
        String text = read(sent.text());
        int room = Math.max(BEGINNING, MOST - shown);
        boolean whole = length(body) <= room && length(text) <= room;
        shown += Math.min(room, length(body)) + Math.min(room, length(text));
        String more = " This page shows only a part of it; the API has the rest: /api/deliveries/%d."
                .formatted(tried.delivery());
        return new SentPreview(
                sent.to(), whole ? note(sent) : note(sent) + more, beginning(body, room), beginning(text, room));
    }

    private String note(SentMessageView sent) {
        if (sent.body() == null) {
            return "No body.";
        }
        if (sent.bytes() == null) {
            return "Only the beginning was kept.";
        }
        return sent.cut()
                ? "Only the beginning of %s was kept.".formatted(show.bytes(sent.bytes()))
                : "Complete: %s.".formatted(show.bytes(sent.bytes()));
    }

    /**
     * Returns the text, indented if it is JSON. Files and mails keep their line ends as sent; here they become plain
     * ones.
     */
    private @Nullable String read(@Nullable String text) {
        return text == null ? null : bodies.indented(text).replace("\r\n", "\n");
    }

    private static @Nullable String beginning(@Nullable String text, int most) {
        if (text == null || text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /**
     * The message that an attempt sent, as the page shows it.
     *
     * @param to the address and headers
     * @param note the note on how much of it is shown
     * @param body the body, indented if it is JSON
     * @param text the plain text of a mail whose HTML is in {@code body}
     */
    public record SentPreview(
            String to,
            String note,
            @Nullable String body,
            @Nullable String text) {}
}
