package dev.waybill.outbox;

import dev.waybill.routing.RoutedEvents.RoutedEvent;
import dev.waybill.routing.RoutingSlip;

/** The name of a lane: the deliveries in a lane share an order at their destination. */
public final class Lane {

    private Lane() {}

    /**
     * Returns the lane of an event's delivery: {@code source/group}, or {@code #event} if no order applies. A source's
     * name holds neither character, so a group can't collide with another source's.
     */
    public static String of(RoutedEvent event, RoutingSlip.Line line) {
        return line.ordered() && event.group() != null ? event.source() + "/" + event.group() : "#" + event.id();
    }
}
