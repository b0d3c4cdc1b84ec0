package dev.waybill.retention;

import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Within;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long what is finished is kept. Whatever is not finished is kept for ever.
 *
 * @param enabled whether anything is purged at all
 * @param bodies how long the received bytes, and those that went out, stay after the event's last delivery was finished
 * @param dedupeHorizon how long an event's row stays after that, and with it its key, deliveries and attempts: a re-send
 *     that comes later is a new event
 * @param batch rows in one transaction at most
 * @param pause the least rest between two batches; a batch that takes long is followed by three times as much
 * @param every how often a node looks for what has become old enough; at least a second
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
                    "waybill.retention.dedupe-horizon is %s: set it to at least waybill.retention.bodies (%s), since an event can't go before its bytes."
                            .formatted(dedupeHorizon, bodies));
        }
    }
}
