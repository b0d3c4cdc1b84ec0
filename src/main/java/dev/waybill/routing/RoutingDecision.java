package dev.waybill.routing;

import org.jspecify.annotations.Nullable;

/**
 * The router's decision for one event.
 *
 * @param outcome null if the event has to wait behind a failed older event of its group
 */
record RoutingDecision(QueuedEvent event, @Nullable RouteOutcome outcome) {

    boolean waits() {
        return outcome == null;
    }

    boolean routed() {
        return outcome instanceof RouteOutcome.Routed;
    }
}
