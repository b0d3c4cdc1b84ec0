package dev.waybill.destination;

import dev.waybill.destination.QueueStates.QueueState;
import dev.waybill.health.Circuit;
import dev.waybill.health.Circuits;
import dev.waybill.health.Pause;
import dev.waybill.health.Pauses;
import dev.waybill.outbox.OutboxComponent;
import dev.waybill.outbox.OutboxConsumer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lists every destination: consumed by a route here, with open deliveries, paused, or with a circuit that is not
 * closed.
 */
public final class Destinations {

    private static final String NO_ROUTE = "none";

    private final QueueStates queues;
    private final Pauses pauses;
    private final Circuits circuits;
    private final OutboxComponent outbox;

    Destinations(QueueStates queues, Pauses pauses, Circuits circuits, OutboxComponent outbox) {
        this.queues = queues;
        this.pauses = pauses;
        this.circuits = circuits;
        this.outbox = outbox;
    }

    /**
     * A destination as an operator sees it.
     *
     * @param route the state of its route on this node: started, suspended, stopped (also: without settings), or none
     * @param pending the number of deliveries that wait for their turn or their next attempt
     * @param dead the number of deliveries that wait for an operator
     * @param oldest the time when the oldest event with an open delivery was accepted
     * @param pause the pause by an operator or the hub, on all nodes; null without one
     * @param circuit its circuit, for all nodes; null while that is closed
     * @param ratePerSecond the hand-overs per second by all nodes together, 0 for no limit; null without a route here
     * @param concurrency the concurrent hand-overs of this node; null without a route here
     */
    public record Destination(
            String name,
            String route,
            long pending,
            long dead,
            @Nullable Instant oldest,
            @Nullable Pause pause,
            @Nullable Circuit circuit,
            @Nullable Double ratePerSecond,
            @Nullable Integer concurrency) {

        /** True if a route consumes it on this node. */
        public boolean routed() {
            return !route.equals(NO_ROUTE);
        }
    }

    public List<Destination> all() {
        Map<String, QueueState> waiting =
                queues.all().stream().collect(Collectors.toMap(QueueState::destination, Function.identity()));
        Map<String, OutboxConsumer> routes = outbox.routes();
        Map<String, Pause> paused = pauses.all();
        Map<String, Circuit> open = circuits.all();
        TreeSet<String> names = new TreeSet<>(routes.keySet());
        names.addAll(waiting.keySet());
        names.addAll(paused.keySet());
        names.addAll(open.keySet());
        return names.stream()
                .map(name -> destination(
                        name,
                        routes.get(name),
                        waiting.getOrDefault(name, new QueueState(name, 0, 0, null)),
                        paused.get(name),
                        open.get(name)))
                .toList();
    }

    /**
     * The state that may hold a destination back; its queue is not counted.
     *
     * @param route as in {@link Destination}
     */
    public record Condition(
            String route, @Nullable Pause pause, @Nullable Circuit circuit) {}

    /**
     * Returns, by name, the destinations that a route consumes here, that are paused, or whose circuit is not closed.
     */
    public Map<String, Condition> conditions() {
        Map<String, OutboxConsumer> routes = outbox.routes();
        Map<String, Pause> paused = pauses.all();
        Map<String, Circuit> open = circuits.all();
        TreeSet<String> names = new TreeSet<>(routes.keySet());
        names.addAll(paused.keySet());
        names.addAll(open.keySet());
        Map<String, Condition> conditions = new TreeMap<>();
        names.forEach(
                name -> conditions.put(name, new Condition(route(routes.get(name)), paused.get(name), open.get(name))));
        return conditions;
    }

    private static String route(@Nullable OutboxConsumer route) {
        return route == null ? NO_ROUTE : route.getStatus().name().toLowerCase(Locale.ROOT);
    }

    /** True if there is such a destination. */
    boolean isKnown(String name) {
        return outbox.routes().containsKey(name)
                || queues.hasOpen(name)
                || pauses.find(name).isPresent()
                || circuits.all().containsKey(name);
    }

    private static Destination destination(
            String name,
            @Nullable OutboxConsumer route,
            QueueState queue,
            @Nullable Pause pause,
            @Nullable Circuit circuit) {
        return new Destination(
                name,
                route(route),
                queue.pending(),
                queue.dead(),
                queue.oldest(),
                pause,
                circuit,
                route == null ? null : route.ratePerSecond(),
                route == null ? null : route.concurrency());
    }
}
