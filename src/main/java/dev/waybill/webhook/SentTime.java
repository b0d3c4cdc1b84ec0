package dev.waybill.webhook;

import dev.waybill.signature.Claim;
import dev.waybill.sources.SignatureScheme.Time;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the signed time of sending with the hub's clock. A webhook from long ago may have been caught and sent again;
 * if all are from long ago, one of the clocks is wrong.
 */
final class SentTime {

    private static final Logger LOG = LoggerFactory.getLogger(SentTime.class);
    private static final Duration SILENCE = Duration.ofMinutes(10);

    /** Seconds since 1970 up to the year 5138. */
    private static final int MOST_DIGITS = 11;

    private final Clock clock;
    private final LongSupplier nanos;
    private final Map<String, Long> told = new ConcurrentHashMap<>();

    /** @param nanos a monotonic clock, in nanoseconds */
    SentTime(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
    }

    /** Returns why the time of a verified webhook is wrong, as a phrase for the operator; null if it is right. */
    @Nullable
    String fault(Received received, Claim claim) {
        Time time = received.source().scheme().time();
        if (time == null || time.tolerance().isZero()) {
            return null;
        }
        String sent = claim.timestamp();
        if (sent.isEmpty() || sent.length() > MOST_DIGITS || !sent.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return "timestamp is no number of seconds";
        }
        Duration age = Duration.ofSeconds(clock.instant().getEpochSecond() - Long.parseLong(sent));
        if (age.abs().compareTo(time.tolerance()) <= 0) {
            return null;
        }
        String fault = "timestamp out of tolerance: the clocks differ by %s, or it was sent again later"
                .formatted(inWords(age.abs()));
        tell(received.source().name(), fault, age.isNegative() ? "ahead of" : "behind");
        return fault;
    }

    /** Strangers can't cause this, but one who has caught a webhook can. */
    private void tell(String source, String fault, String where) {
        long now = nanos.getAsLong();
        Long last = told.get(source);
        if (last == null || now - last > SILENCE.toNanos()) {
            told.put(source, now);
            LOG.warn(
                    "A signed webhook of source {} has a {}; it is {} this hub's clock. Such webhooks are answered 401"
                        + " and kept in quarantine; check both clocks. The next line about it comes in {} minutes or"
                        + " later",
                    source,
                    fault,
                    where,
                    SILENCE.toMinutes());
        }
    }

    private static String inWords(Duration age) {
        if (age.toDays() >= 2) {
            return age.toDays() + " days";
        }
        return age.toHours() >= 2
                ? age.toHours() + " h"
                : age.toMinutes() >= 2 ? age.toMinutes() + " min" : age.toSeconds() + " s";
    }
}
