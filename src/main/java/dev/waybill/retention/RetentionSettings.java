package dev.waybill.retention;

import dev.waybill.BadSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

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
@ConfigurationProperties("waybill.retention")
public record RetentionSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("30d") Duration bodies,
        @DefaultValue("400d") Duration dedupeHorizon,
        @DefaultValue("1000") int batch,
        @DefaultValue("100ms") Duration pause,
        @DefaultValue("10s") Duration every) {

    /** Of what is far longer PostgreSQL can't tell the date. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    public RetentionSettings {
        between("bodies", bodies, Duration.ofHours(1), LONGEST, "1h to 36500d, with the unit");
        between("dedupe-horizon", dedupeHorizon, Duration.ofDays(1), LONGEST, "1d to 36500d, with the unit");
        between("pause", pause, Duration.ZERO, Duration.ofMinutes(1), "0s to 1m");
        between("every", every, Duration.ofSeconds(1), Duration.ofHours(1), "1s to 1h");
        check(batch >= 1 && batch <= 1000, "batch", String.valueOf(batch), "1 to 1000");
        check(
                dedupeHorizon.compareTo(bodies) >= 0,
                "dedupe-horizon",
                dedupeHorizon.toString(),
                "at least waybill.retention.bodies (" + bodies + "): an event can't go before its bytes");
    }

    private static void between(String name, Duration value, Duration least, Duration most, String range) {
        check(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, name, value.toString(), range);
    }

    private static void check(boolean right, String name, String value, String range) {
        if (!right) {
            String setting = "waybill.retention." + name;
            throw new BadSetting(setting, "%s is %s: set it to %s.".formatted(setting, value, range));
        }
    }
}
