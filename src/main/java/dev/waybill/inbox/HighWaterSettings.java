package dev.waybill.inbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much unfinished work closes the door.
 *
 * @param maxEvents unrouted events and pending deliveries together; 0: no limit
 * @param maxAge of the oldest of them; null or zero: no limit
 */
@ConfigurationProperties("waybill.inbox.backlog")
record HighWaterSettings(
        @DefaultValue("0") long maxEvents, @Nullable Duration maxAge) {

    HighWaterSettings {
        if (maxEvents < 0) {
            throw new IllegalArgumentException(
                    "waybill.inbox.backlog.max-events is %d: set it to 0 for no limit, or to more."
                            .formatted(maxEvents));
        }
        if (maxAge != null && maxAge.isNegative()) {
            throw new IllegalArgumentException(
                    "waybill.inbox.backlog.max-age is %s: leave it empty for no limit, or set it to a time such as 2d."
                            .formatted(maxAge));
        }
    }

    /** Whether the door has to close. */
    boolean over(Unfinished work) {
        return reaches(work, 100);
    }

    /** Whether it may open again: a door that opens just below its limit would open and close with each event. */
    boolean wellBelow(Unfinished work) {
        return !reaches(work, 90);
    }

    private boolean reaches(Unfinished work, int percent) {
        return maxEvents > 0 && work.count() > maxEvents / 100.0 * percent
                || maxAge != null
                        && maxAge.isPositive()
                        && work.oldest().compareTo(maxAge.multipliedBy(percent).dividedBy(100)) > 0;
    }
}
