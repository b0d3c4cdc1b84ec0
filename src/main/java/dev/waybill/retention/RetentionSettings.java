package dev.waybill.retention;

import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Within;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The time that finished events are kept. Unfinished events are kept forever.
 *
 * @param enabled true to purge at all
 * @param bodies the time that received and sent bodies stay after the event's last delivery was finished
 * @param dedupeHorizon the time that an event's row, key, deliveries and attempts stay after that; a later re-send is a
 *     new event
 * @param batch the limit of rows in one transaction
 * @param pause the shortest rest between two batches; a slow batch is followed by three times its duration
 * @param every the time between two runs of a node; at least a second
 */
@Validated
@ConfigurationProperties("waybill.retention")
public record RetentionSettings(
        @DefaultValue("true") boolean enabled,

        @DefaultValue("30d") @Within(min = "1h", max = "36500d")
        Duration bodies,

        @DefaultValue("400d") @Within(min = "1d", max = "36500d")
        Duration dedupeHorizon,

        @DefaultValue("1000") @Range(min = 1, max = 1000) int batch,

        @DefaultValue("100ms") @Within(min = "0s", max = "1m")
        Duration pause,

        @DefaultValue("10s") @Within(min = "1s", max = "1h") Duration every) {

    public RetentionSettings {
        if (dedupeHorizon.compareTo(bodies) < 0) {
            throw new BadSetting(
                    "waybill.retention.dedupe-horizon",
                    "waybill.retention.dedupe-horizon is %s: set it to at least waybill.retention.bodies (%s), because an event can't be deleted before its bodies."
                            .formatted(dedupeHorizon, bodies));
        }
    }
}
