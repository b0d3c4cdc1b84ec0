package dev.waybill.routing;

import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Within;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings for routing accepted events; a source's route can override some by the endpoint options of {@code
 * inbox:}.
 *
 * @param concurrency the number of slots of a source that one node routes at the same time, 1 to 16
 * @param batch the number of events that are routed in one commit, 1 to 1000
 * @param routeTimeout the time limit of a route; an undecided route then counts as failed
 * @param backoffFirst the pause after an event's first failure; doubles with each further one
 * @param backoffMost the longest pause between two tries; there is no last try
 * @param attentionAfter the wait of an event for its route that needs an operator's attention
 */
@Validated
@ConfigurationProperties("waybill.routing")
public record RoutingSettings(
        @DefaultValue("4") @Range(min = 1, max = RoutingSettings.MOST_SLOTS)
        int concurrency,

        @DefaultValue("100") @Range(min = 1, max = RoutingSettings.MOST_EVENTS)
        int batch,

        @DefaultValue("10s") @Within(min = "100ms", max = "1h")
        Duration routeTimeout,

        @DefaultValue("1s") @Within(min = "1ms", max = "1d") Duration backoffFirst,
        @DefaultValue("5m") @Within(min = "1ms", max = "1d") Duration backoffMost,
        @DefaultValue("1m") @Within(min = "1s", max = "1d") Duration attentionAfter) {

    static final int MOST_SLOTS = 16;
    static final int MOST_EVENTS = 1000;

    public RoutingSettings {
        if (backoffMost.compareTo(backoffFirst) < 0) {
            throw new BadSetting(
                    "waybill.routing.backoff-first",
                    "waybill.routing.backoff-first must not be longer than waybill.routing.backoff-most.");
        }
    }
}
