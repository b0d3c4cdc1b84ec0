package dev.waybill.routing;

/** The objects that the consumers of all sources share: the tables, and the receiver of routed events. */
record RoutingContext(
        Slots slots, RoutingQueue work, RoutedEvents routedEvents, RoutingMeters meters, RoutingSettings settings) {

    RouteSlot routeSlot(RouteEvent router, int batch) {
        var backoff = new RouteBackoff(settings.backoffFirst(), settings.backoffMost());
        var commit = new CommitRouted(slots, work, routedEvents, backoff, meters);
        return new RouteSlot(work, router, commit, batch);
    }
}
