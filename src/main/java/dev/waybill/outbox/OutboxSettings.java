package dev.waybill.outbox;

import dev.waybill.BadSetting;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What holds for every destination whose route does not set its own by the endpoint options of {@code outbox:}.
 *
 * @param concurrency deliveries that one node hands over to one destination at the same time
 * @param maxAttempts attempts until a delivery is DEAD
 * @param backoffFirst the pause after the first failed attempt; it doubles with each further one
 * @param backoffMost the longest pause between two attempts
 * @param longestRetryAfter the longest pause that the other side can ask for
 * @param attemptTimeout after which an attempt is cut off and counts as failed, from its first call outside
 * @param onDead whether a DEAD delivery holds its group (block) or is skipped (skip)
 * @param ratePerSecond hand-overs per second to one destination, by all nodes together; 0 for no limit
 * @param keepSent how much of each body that goes out is kept with its attempt; 0 B to 1 MB, and 0 keeps nothing of it
 * @param mappingTimeout how long a route may take until it calls something outside
 * @param mappingFailures attempts in a row that a mapping ends with one error of its own until the hub pauses the
 *     destination; 0: never
 * @param circuit when a destination is held to be out of reach
 */
@Validated
@ConfigurationProperties("waybill.outbox")
public record OutboxSettings(
        @DefaultValue("8") int concurrency,
        @DefaultValue("24") int maxAttempts,
        @DefaultValue("1s") Duration backoffFirst,
        @DefaultValue("1h") Duration backoffMost,
        @DefaultValue("1h") Duration longestRetryAfter,
        @DefaultValue("60s") Duration attemptTimeout,
        @DefaultValue("block") OnDead onDead,
        @DefaultValue("0") double ratePerSecond,
        @DefaultValue("16KB") DataSize keepSent,

        @DefaultValue("30s") @DurationMin(millis = 1, message = "must be positive")
        Duration mappingTimeout,

        @DefaultValue("3") @Min(value = 0, message = "must be 0 or more")
        int mappingFailures,

        @DefaultValue CircuitRules circuit) {

    private static final DataSize MOST_KEPT = DataSize.ofMegabytes(1);

    public OutboxSettings {
        if (keepSent.isNegative() || keepSent.compareTo(MOST_KEPT) > 0) {
            throw new BadSetting(
                    "waybill.outbox.keep-sent", "waybill.outbox.keep-sent must be 0 to 1MB, with the unit.");
        }
        atLeastOne("concurrency", concurrency);
        atLeastOne("max-attempts", maxAttempts);
        Limits.checkRate(ratePerSecond);
        if (backoffFirst.toMillis() < 1 || backoffMost.compareTo(backoffFirst) < 0) {
            throw new BadSetting(
                    "waybill.outbox.backoff-first",
                    "waybill.outbox.backoff-first must be positive and not longer than waybill.outbox.backoff-most.");
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new BadSetting("waybill.outbox." + name, "waybill.outbox." + name + " must be at least 1.");
        }
    }
}
