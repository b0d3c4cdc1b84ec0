package dev.waybill.inbox;

import org.jspecify.annotations.Nullable;

/**
 * What the router found for one event.
 *
 * @param outcome null where the event has to wait behind a failed elder of its group
 */
record Decision(WorkItem event, @Nullable RouteOutcome outcome) {

    boolean waits() {
        return outcome == null;
    }

    boolean routed() {
        return outcome instanceof RouteOutcome.Routed;
    }
}
