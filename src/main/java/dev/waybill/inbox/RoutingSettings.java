package dev.waybill.inbox;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How accepted events are routed; each source's route may set its own by the endpoint options of {@code inbox:}.
 *
 * @param concurrency slots of a source that one node routes at the same time, 1 to 16
 * @param batch events that are routed in one commit
 * @param routeTimeout after which a route that has not decided counts as failed
 * @param backoffFirst the pause after an event's first failure; it doubles with each further one
 * @param backoffMost the longest pause between two tries; there is no last try
 * @param attentionAfter how long an event may wait for its route until somebody should look
 */
@Validated
@ConfigurationProperties("waybill.routing")
public record RoutingSettings(
        @DefaultValue("4") int concurrency,
        @DefaultValue("100") int batch,
        @DefaultValue("10s") Duration routeTimeout,
        @DefaultValue("1s") Duration backoffFirst,
        @DefaultValue("5m") Duration backoffMost,

        @DefaultValue("1m") @DurationMin(seconds = 1, message = "must be a second or more")
        Duration attentionAfter) {}
