package dev.waybill.inbox;

import dev.waybill.node.Node;

/** What every source's consumer shares: the tables, the node and the way out. */
record Routing(
        Node node, Slots slots, Work work, RoutedEvents routedEvents, RoutingMeters meters, RoutingSettings settings) {

    RouteSlot routeSlot(RouteEvent router, int batch) {
        var backoff = new RouteBackoff(settings.backoffFirst(), settings.backoffMost());
        var commit = new CommitRouted(slots, work, routedEvents, backoff, meters);
        return new RouteSlot(work, router, commit, batch);
    }
}
