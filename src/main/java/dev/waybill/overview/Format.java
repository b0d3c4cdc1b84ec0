package dev.waybill.overview;

import dev.waybill.Excerpt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats numbers, times and text from outside for pages. Templates call it {@code show}. */
public final class Format {

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Clock clock;

    public Format(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns text from outside so that it can't deceive: controls and direction marks appear as their code points. The
     * template engine escapes HTML.
     */
    public String text(@Nullable String text) {
        if (text == null) {
            return "";
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (harmless(point)) {
                shown.appendCodePoint(point);
            } else {
                shown.append("⟨U+%04X⟩".formatted(point));
            }
        });
        return shown.toString();
    }

    private static boolean harmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point == '\n' || point == '\t';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Returns the beginning of such a text, on one line. */
    public String brief(@Nullable String text, int most) {
        return Excerpt.marked(text(text).replaceAll("\\s+", " ").strip(), most);
    }

    /** Returns a count, with thin spaces between thousands. */
    public String number(long count) {
        return String.format(Locale.ROOT, "%,d", count).replace(',', '\u2009');
    }

    /** Returns a rate in events a minute. */
    public String rate(double perMinute) {
        if (perMinute <= 0) {
            return "0/min";
        }
        return perMinute < 10
                ? String.format(Locale.ROOT, "%.1f/min", perMinute)
                : number(Math.round(perMinute)) + "/min";
    }

    /** Returns the part that is done, in percent; 100 if there is nothing to do. */
    public long percent(long done, long all) {
        return all == 0 ? 100 : Math.min(100, 100 * done / all);
    }

    public String bytes(long bytes) {
        if (bytes < 1 << 10) {
            return bytes + " B";
        }
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }

    /** Returns the time since then, by this node's clock. */
    public String age(@Nullable Instant since) {
        return since == null ? "–" : span(Duration.between(since, clock.instant()));
    }

    /** Returns a span in its two largest units. */
    public String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        if (seconds < 86_400) {
            return "%d h %d min".formatted(seconds / 3600, seconds % 3600 / 60);
        }
        return "%d d %d h".formatted(seconds / 86_400, seconds % 86_400 / 3600);
    }

    /** Returns a time in UTC for people to read. */
    public String utc(@Nullable Instant time) {
        return time == null ? "–" : UTC.format(time);
    }
}
