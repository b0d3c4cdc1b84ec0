package dev.waybill.cluster;

import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Within;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long this hub's leases live without a sign of life.
 *
 * @param name what operators read in attempts and logs; the host's name where none is set
 * @param lease how long after its last heartbeat a node counts as dead
 * @param heartbeat the time between two heartbeats; at most a third of the lease
 */
@Validated
@ConfigurationProperties("waybill.node")
public record NodeSettings(
        @DefaultValue("") String name,
        @DefaultValue("9s") @Within(min = "1s", max = "10m") Duration lease,

        @DefaultValue("3s") @Within(min = "100ms", max = "3m")
        Duration heartbeat) {

    public NodeSettings {
        if (heartbeat.multipliedBy(3).compareTo(lease) > 0) {
            throw new BadSetting(
                    "waybill.node.heartbeat", "waybill.node.heartbeat must be at most a third of waybill.node.lease.");
        }
    }
}
