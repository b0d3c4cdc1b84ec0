package dev.waybill.outbox;

import dev.waybill.routing.RoutedEvent;
import dev.waybill.routing.RoutingSlip;

/** What shares a place in a destination's order. */
public final class Lane {

    private Lane() {}

    /**
     * The lane of an event's delivery: {@code source/group}, or {@code #event} for what runs free. A source's name holds
     * neither character, so that no group can be taken for another's.
     */
    public static String of(RoutedEvent event, RoutingSlip.Line line) {
        return line.ordered() && event.group() != null ? event.source() + "/" + event.group() : "#" + event.id();
    }
}
