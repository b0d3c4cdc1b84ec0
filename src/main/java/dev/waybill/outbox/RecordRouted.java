package dev.waybill.outbox;

import dev.waybill.inbox.RoutedEvent;
import dev.waybill.inbox.RoutedEvents;
import dev.waybill.inbox.RoutingSlip;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Turns routed events into deliveries, within the inbox's transaction; wakes their destinations once it has committed. */
final class RecordRouted implements RoutedEvents {

    private final Lanes lanes;
    private final Deliveries deliveries;
    private final Consumer<String> wake;

    /** @param wake told each destination that got something new, after the commit */
    RecordRouted(Lanes lanes, Deliveries deliveries, Consumer<String> wake) {
        this.lanes = lanes;
        this.deliveries = deliveries;
        this.wake = wake;
    }

    @Override
    public void write(List<RoutedEvent> events, long node) {
        List<Deliveries.Due> due = new ArrayList<>();
        for (RoutedEvent event : events) {
            for (RoutingSlip.Line line : event.lines()) {
                due.add(new Deliveries.Due(line.destination(), Lane.of(event, line), event.id(), line.part()));
            }
        }
        lanes.open(
                due.stream().map(Deliveries.Due::destination).toList(),
                due.stream().map(Deliveries.Due::lane).toList());
        List<Deliveries.Overtaken> overtaken = deliveries.insert(due, node);
        if (!overtaken.isEmpty()) {
            lanes.unblock(overtaken);
        }
        wakeAfterCommit(due.stream().map(Deliveries.Due::destination).distinct().toList());
    }

    private void wakeAfterCommit(List<String> destinations) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                destinations.forEach(wake);
            }
        });
    }
}
