package dev.waybill.routing;

import dev.waybill.cluster.Node;

/** What every source's consumer shares: the tables, the node and the way out. */
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
