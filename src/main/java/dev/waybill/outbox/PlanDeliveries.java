package dev.waybill.outbox;

import dev.waybill.routing.RoutedEvents;
import dev.waybill.routing.RoutedEvents.DueDelivery;
import dev.waybill.routing.RoutedEvents.RoutedEvent;
import java.util.List;
import java.util.function.Consumer;

/** Turns routed events into deliveries, and wakes their destinations after the commit. */
public final class PlanDeliveries implements RoutedEvents {

    private final Consumer<String> wake;

    /** @param wake the callback for each destination with new deliveries */
    public PlanDeliveries(Consumer<String> wake) {
        this.wake = wake;
    }

    @Override
    public List<DueDelivery> deliveries(List<RoutedEvent> events) {
        return events.stream()
                .flatMap(event -> event.lines().stream()
                        .map(line -> new DueDelivery(
                                event.id(), line.destination(), Lane.of(event, line), line.part(), event.revision())))
                .toList();
    }

    @Override
    public void committed(List<DueDelivery> deliveries) {
        deliveries.stream().map(DueDelivery::destination).distinct().forEach(wake);
    }
}
