package dev.waybill.outbox;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} header of RFC 9110, section 10.2.3: a number of seconds or a date. */
final class RetryAfter {

    private RetryAfter() {}

    /** The pause that these response headers ask for; null where they ask for none or can't be understood. */
    static @Nullable Duration read(@Nullable Map<String, String> headers, Clock clock) {
        if (headers == null) {
            return null;
        }
        return headers.entrySet().stream()
                .filter(header -> "Retry-After".equalsIgnoreCase(header.getKey()))
                .map(header -> header.getValue().strip())
                .findFirst()
                .map(value -> parse(value, clock))
                .orElse(null);
    }

    private static @Nullable Duration parse(String value, Clock clock) {
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Duration until =
                    Duration.between(clock.instant(), ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
            return until.isNegative() ? null : until;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
