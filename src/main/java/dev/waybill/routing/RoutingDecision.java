package dev.waybill.routing;

import org.jspecify.annotations.Nullable;

/**
 * What the router found for one event.
 *
 * @param outcome null where the event has to wait behind a failed elder of its group
 */
record RoutingDecision(QueuedEvent event, @Nullable RouteOutcome outcome) {

    boolean waits() {
        return outcome == null;
    }

    boolean routed() {
        return outcome instanceof RouteOutcome.Routed;
    }
}
