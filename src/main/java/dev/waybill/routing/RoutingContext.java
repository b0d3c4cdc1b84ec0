package dev.waybill.routing;

import dev.waybill.cluster.Node;

/** The objects that the consumers of all sources share: the tables, the node, and the receiver of routed events. */
record RoutingContext(
        Node node,
        Slots slots,
        RoutingQueue work,
        RoutedEvents routedEvents,
        RoutingMeters meters,
        RoutingSettings settings) {

    RouteSlot routeSlot(RouteEvent router, int batch) {
        var backoff = new RouteBackoff(settings.backoffFirst(), settings.backoffMost());
        var commit = new CommitRouted(slots, work, routedEvents, backoff, meters);
        return new RouteSlot(work, router, commit, batch);
    }
}
