package dev.waybill.outbox;

import dev.waybill.cluster.HeldLeases;
import dev.waybill.cluster.LeasingConsumer;
import dev.waybill.cluster.NotifySender;
import dev.waybill.cluster.NotifyTarget;
import dev.waybill.cluster.Poll;
import dev.waybill.handover.MappingTurns;
import dev.waybill.health.Breaker;
import dev.waybill.health.MappingFaults;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** The {@code outbox:} component: durable deliveries as plain Camel endpoints. */
@Component("outbox")
public class OutboxComponent extends DefaultComponent implements Poll, NotifyTarget {

    private final Queue queue;
    private final NotifySender signals;
    private final Map<String, LeasingConsumer> consumers = new ConcurrentHashMap<>();
    private final Map<String, OutboxConsumer> routes = new ConcurrentHashMap<>();
    /** Destinations that some route sends to with {@code ordered=false}. */
    private final Set<String> unordered = ConcurrentHashMap.newKeySet();

    private final Map<String, HeldLeases> held = new ConcurrentHashMap<>();
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();
    private final Map<String, MappingFaults> mappingFaults = new ConcurrentHashMap<>();
    private final MappingTurns mapping = MappingTurns.ofThisHub();
    /** One thread for each attempt: it is interrupted alone when its time is over. */
    private final ExecutorService attempts = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("attempt-", 1).factory());

    OutboxComponent(Queue queue, NotifySender signals) {
        this.queue = queue;
        this.signals = signals;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        OutboxEndpoint endpoint = new OutboxEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Tells the destination's consumer, if it runs here, of what every node hears of. */
    public void wakeHere(String destination) {
        LeasingConsumer consumer = consumers.get(destination);
        if (consumer != null) {
            consumer.wake();
        }
    }

    /** Tells the destination's consumer, if it runs here, that there may be something due. */
    public void wake(String destination) {
        LeasingConsumer consumer = consumers.get(destination);
        if (consumer == null) {
            signal(destination);
        } else {
            consumer.wake();
        }
    }

    /** Tells the other nodes that there may be work here that this one can't take up at once. */
    void signal(String destination) {
        signals.send(topic(), destination);
    }

    @Override
    public String topic() {
        return "outbox";
    }

    /** Another node has more than it can take up; one that has no hand free here would only pass it on again. */
    @Override
    public void heard(String destination) {
        LeasingConsumer consumer = consumers.get(destination);
        if (consumer != null && consumer.takesWork()) {
            consumer.wake();
        }
    }

    @Override
    public String sql() {
        return Lanes.DUE;
    }

    @Override
    public Map<String, ?> parameters() {
        return Map.of("destinations", consumers.keySet().toArray(String[]::new));
    }

    /** Wakes the destinations that have something due by time or by a wake-up that was lost. */
    @Override
    public void answered(List<String> destinations) {
        destinations.forEach(this::wake);
        held.forEach((destination, leases) -> {
            if (leases.isUnsure()) {
                wake(destination);
            }
        });
    }

    Queue queue() {
        return queue;
    }

    /** The destination's lanes in this node's hands; a route that is started again goes on with them. */
    HeldLeases held(String destination) {
        return held.computeIfAbsent(destination, name -> new HeldLeases());
    }

    /** This node's part in the destination's circuit, which outlives a route as well. */
    Breaker breaker(String destination) {
        return breakers.computeIfAbsent(destination, queue::breaker);
    }

    /** This node's count of what the destination's mapping fails by. */
    MappingFaults mappingFaults(String destination) {
        return mappingFaults.computeIfAbsent(
                destination, name -> new MappingFaults(name, queue.settings().mappingFailures(), queue.pauseByHub()));
    }

    /** The turns of mappings, of all destinations together. */
    MappingTurns mapping() {
        return mapping;
    }

    ExecutorService attempts() {
        return attempts;
    }

    public Collection<Breaker> breakers() {
        return breakers.values();
    }

    /** The consumer that a route has for this destination, started or not. */
    void adopt(String destination, OutboxConsumer consumer) {
        routes.put(destination, consumer);
    }

    /** Every destination that a route consumes here, by name. */
    public Map<String, OutboxConsumer> routes() {
        return new TreeMap<>(routes);
    }

    /** Whether this node works on the destination's deliveries now. */
    public boolean consumes(String destination) {
        return consumers.containsKey(destination);
    }

    /** A route sends to the destination; all that do say the same about its order. */
    void sends(String destination, boolean ordered) {
        if (ordered) {
            unordered.remove(destination);
        } else {
            unordered.add(destination);
        }
    }

    /** Whether its deliveries keep their order within the message group; so too if no route sends to it. */
    public boolean ordered(String destination) {
        return !unordered.contains(destination);
    }

    void register(String destination, LeasingConsumer consumer) {
        consumers.put(destination, consumer);
    }

    void unregister(String destination, LeasingConsumer consumer) {
        consumers.remove(destination, consumer);
    }
}
