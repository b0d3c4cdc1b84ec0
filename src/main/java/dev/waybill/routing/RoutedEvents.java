package dev.waybill.routing;

import java.util.List;

/** Where routed events go. */
public interface RoutedEvents {

    /** What these events' slips name; events come in the order of their ids. Written with the end of their work in the inbox. */
    List<DueDelivery> deliveries(List<RoutedEvent> events);

    /** They are committed. */
    void committed(List<DueDelivery> deliveries);
}
