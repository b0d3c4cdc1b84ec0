package dev.waybill.availability;

import dev.waybill.settings.Within;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The amount of unfinished work that makes the hub refuse webhooks.
 *
 * @param maxEvents the limit of unrouted events and pending deliveries together; 0: no limit
 * @param maxAge the limit of the age of the oldest of them; null or zero: no limit
 */
@Validated
@ConfigurationProperties("waybill.inbox.backlog")
public record BacklogLimitSettings(
        @DefaultValue("0") @PositiveOrZero(message = "must be 0 or more")
        long maxEvents,

        @Within(min = "0s", max = "36500d") @Nullable Duration maxAge) {

    /** True if webhooks have to be refused. */
    boolean over(BacklogSize work) {
        return reaches(work, 100);
    }

    /**
     * True if webhooks may be accepted again. Accepting just below the limit would switch back and forth with each
     * event.
     */
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
