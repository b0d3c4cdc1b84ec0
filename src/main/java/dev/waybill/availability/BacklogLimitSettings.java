package dev.waybill.availability;

import dev.waybill.settings.Within;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much unfinished work closes the door.
 *
 * @param maxEvents unrouted events and pending deliveries together; 0: no limit
 * @param maxAge of the oldest of them; null or zero: no limit
 */
@Validated
@ConfigurationProperties("waybill.inbox.backlog")
public record BacklogLimitSettings(
        @DefaultValue("0") @PositiveOrZero(message = "must be 0 or more")
        long maxEvents,

        @Within(min = "0s", max = "36500d") @Nullable Duration maxAge) {

    /** Whether the door has to close. */
    boolean over(BacklogSize work) {
        return reaches(work, 100);
    }

    /** Whether it may open again: a door that opens just below its limit would open and close with each event. */
    boolean wellBelow(BacklogSize work) {
        return !reaches(work, 90);
    }

    private boolean reaches(BacklogSize work, int percent) {
        return maxEvents > 0 && work.count() > maxEvents / 100.0 * percent
                || maxAge != null
                        && maxAge.isPositive()
                        && work.oldest().compareTo(maxAge.multipliedBy(percent).dividedBy(100)) > 0;
    }
}
