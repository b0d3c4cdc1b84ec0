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
 * The defaults for every destination; a route can override most of them by the endpoint options of {@code outbox:}.
 *
 * @param concurrency the number of deliveries that one node hands over to one destination at the same time
 * @param maxAttempts the number of attempts until a delivery is DEAD
 * @param backoffFirst the pause after the first failed attempt; doubles with each further one
 * @param backoffMost the longest pause between two attempts
 * @param longestRetryAfter the longest pause that the other side can ask for
 * @param attemptTimeout the time limit of an attempt, from its first outgoing call; it then counts as failed
 * @param onDead the effect of a DEAD delivery on its group: block holds it, skip continues
 * @param ratePerSecond the hand-overs per second to one destination, by all nodes together; 0 for no limit
 * @param keepSent the limit of each sent body that is kept with its attempt, 0 B to 1 MB; 0 keeps nothing
 * @param mappingTimeout the time limit of a route until its first outgoing call
 * @param mappingFailures the number of consecutive attempts with the same mapping error until the hub pauses the
 *     destination; 0: never
 * @param circuit the rules for an unreachable destination
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
