package dev.waybill.cluster;

import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Within;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The time that this hub's leases live without a heartbeat.
 *
 * @param name the name that operators read in attempts and logs; the host's name by default
 * @param lease the time after its last heartbeat until a node counts as dead
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
