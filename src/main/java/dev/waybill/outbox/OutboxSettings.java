package dev.waybill.outbox;

import dev.waybill.handover.OnDead;
import dev.waybill.health.CircuitRules;
import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Within;
import jakarta.validation.Valid;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;
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
        @DefaultValue("8") @Range(min = 1, max = 1000) int concurrency,
        @DefaultValue("24") @Range(min = 1, max = 1_000_000) int maxAttempts,

        @DefaultValue("1s") @Within(min = "1ms", max = "30d")
        Duration backoffFirst,

        @DefaultValue("1h") @Within(min = "1ms", max = "30d")
        Duration backoffMost,

        @DefaultValue("1h") @Within(min = "0s", max = "30d") Duration longestRetryAfter,

        @DefaultValue("60s") @Within(min = "100ms", max = "1d")
        Duration attemptTimeout,

        @DefaultValue("block") OnDead onDead,
        @DefaultValue("0") double ratePerSecond,

        @DefaultValue("16KB") @Within(min = "0B", max = "1MB")
        DataSize keepSent,

        @DefaultValue("30s") @Within(min = "100ms", max = "1d")
        Duration mappingTimeout,

        @DefaultValue("3") @Range(min = 0, max = 1_000_000) int mappingFailures,

        @DefaultValue @Valid CircuitRules circuit) {

    public OutboxSettings {
        Limits.checkRate(ratePerSecond);
        if (backoffMost.compareTo(backoffFirst) < 0) {
            throw new BadSetting(
                    "waybill.outbox.backoff-first",
                    "waybill.outbox.backoff-first must not be longer than waybill.outbox.backoff-most.");
        }
    }
}
