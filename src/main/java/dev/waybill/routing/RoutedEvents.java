package dev.waybill.routing;

import java.util.List;

/** The receiver of routed events. */
public interface RoutedEvents {

    /**
     * Returns the deliveries that the slips of these events name; the events are ordered by id. The deliveries are
     * written together with the end of the events' work in the inbox.
     */
    List<DueDelivery> deliveries(List<RoutedEvent> events);

    /** Learns that these deliveries are committed. */
    void committed(List<DueDelivery> deliveries);
}
