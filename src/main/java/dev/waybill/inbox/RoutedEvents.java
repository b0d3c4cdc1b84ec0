package dev.waybill.inbox;

import java.util.List;

/** Where routed events go. Called within the transaction that also ends their work in the inbox: all or nothing. */
public interface RoutedEvents {

    /**
     * Writes the deliveries that these events' slips name; events come in the order of their ids.
     *
     * @param node the node that routed them
     */
    void write(List<RoutedEvent> events, long node);
}
