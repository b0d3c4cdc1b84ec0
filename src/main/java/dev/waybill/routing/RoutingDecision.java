package dev.waybill.routing;

import org.jspecify.annotations.Nullable;

/**
 * The router's decision for one event.
 *
 * @param outcome null if the event has to wait behind a failed older event of its group
 * @param revision the number of the revision whose route decided; null without a published one
 */
record RoutingDecision(
        QueuedEvent event,
        @Nullable RouteOutcome outcome,
        @Nullable Integer revision) {

    boolean waits() {
        return outcome == null;
    }

    boolean routed() {
        return outcome instanceof RouteOutcome.Routed;
    }
}
