package dev.waybill.outbox;

import dev.waybill.outbox.Ledger.QueueState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.ServiceStatus;
import org.jspecify.annotations.Nullable;

/** Every destination there is: those that a route consumes here, and those that have something open. */
public final class Destinations {

    private static final String NO_ROUTE = "none";

    private final Ledger ledger;
    private final OutboxComponent outbox;

    Destinations(Ledger ledger, OutboxComponent outbox) {
        this.ledger = ledger;
        this.outbox = outbox;
    }

    /**
     * A destination as an operator sees it.
     *
     * @param route how its route is doing on this node: started, suspended, stopped (also: without settings), or none
     * @param pending deliveries that wait for their turn or their next attempt
     * @param dead deliveries that wait for an operator
     * @param oldest when the oldest event with an open delivery was accepted
     */
    public record Destination(
            String name,
            String route,
            long pending,
            long dead,
            @Nullable Instant oldest) {}

    public List<Destination> all() {
        Map<String, QueueState> queues =
                ledger.queues().stream().collect(Collectors.toMap(QueueState::destination, Function.identity()));
        Map<String, ServiceStatus> routes = outbox.routes();
        TreeSet<String> names = new TreeSet<>(routes.keySet());
        names.addAll(queues.keySet());
        return names.stream()
                .map(name -> destination(name, routes.get(name), queues.get(name)))
                .toList();
    }

    private static Destination destination(String name, @Nullable ServiceStatus status, @Nullable QueueState queue) {
        String route = status == null ? NO_ROUTE : status.name().toLowerCase(Locale.ROOT);
        return queue == null
                ? new Destination(name, route, 0, 0, null)
                : new Destination(name, route, queue.pending(), queue.dead(), queue.oldest());
    }
}
