package dev.waybill.answers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Retry-After} header of RFC 9110, section 10.2.3: a number of seconds or a date in one of its three forms.
 */
public final class RetryAfter {

    /**
     * The value for a number with too many digits: more than any sender means. The policy cuts it to the longest
     * allowed pause.
     */
    static final Duration MOST = Duration.ofSeconds(999_999_999);

    /** The three date forms. HttpClient's own reader takes only the first two, since the third names no zone. */
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.US)
                    .withZone(ZoneOffset.UTC),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US).withZone(ZoneOffset.UTC));

    private static final Pattern SECONDS = Pattern.compile("[0-9]+");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=[0-9])");
    private static final int DIGITS = 9;

    private RetryAfter() {}

    /** Returns the pause that these response headers ask for; null without one, or if it can't be parsed. */
    public static @Nullable Duration read(@Nullable Map<String, String> headers, Clock clock) {
        if (headers == null) {
            return null;
        }
        return headers.entrySet().stream()
                .filter(header -> "Retry-After".equalsIgnoreCase(header.getKey()) && header.getValue() != null)
                .map(header -> header.getValue().strip())
                .findFirst()
                .map(value -> SECONDS.matcher(value).matches() ? seconds(value) : until(value, clock))
                .orElse(null);
    }

    private static Duration seconds(String value) {
        String digits = LEADING_ZEROS.matcher(value).replaceFirst("");
        return digits.length() > DIGITS ? MOST : Duration.ofSeconds(Long.parseLong(digits));
    }

    private static @Nullable Duration until(String value, Clock clock) {
        Instant date = date(value);
        if (date == null) {
            return null;
        }
        Duration until = Duration.between(clock.instant(), date);
        return until.isNegative() ? null : until;
    }

    private static @Nullable Instant date(String value) {
        for (DateTimeFormatter form : DATES) {
            try {
                return form.parse(value, Instant::from);
            } catch (DateTimeParseException e) {
                // another form, or none
            }
        }
        return null;
    }
}
