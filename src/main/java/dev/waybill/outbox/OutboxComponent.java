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
import java.util.concurrent.atomic.AtomicInteger;
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
    /** The destinations to which a route sends with {@code ordered=false}. */
    private final Set<String> unordered = ConcurrentHashMap.newKeySet();

    private final Map<String, HeldLeases> held = new ConcurrentHashMap<>();
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();
    private final Map<String, MappingFaults> mappingFaults = new ConcurrentHashMap<>();
    private final MappingTurns mapping = MappingTurns.ofThisHub();
    private final AtomicInteger underWay = new AtomicInteger();
    /** One thread for each attempt: it is interrupted alone when its time is over. */
    private final ExecutorService attempts = Executors.newThreadPerTaskExecutor(this::counted);

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

    /** Wakes the destination's consumer, if it runs here, after a signal that every node gets. */
    public void wakeHere(String destination) {
        LeasingConsumer consumer = consumers.get(destination);
        if (consumer != null) {
            consumer.wake();
        }
    }

    /** Wakes the destination's consumer for due work; notifies the other nodes if no consumer runs here. */
    public void wake(String destination) {
        LeasingConsumer consumer = consumers.get(destination);
        if (consumer == null) {
            signal(destination);
        } else {
            consumer.wake();
        }
    }

    /** Notifies the other nodes of work that this one can't take at once. */
    void signal(String destination) {
        signals.send(topic(), destination);
    }

    @Override
    public String topic() {
        return "outbox";
    }

    /**
     * Wakes the consumer: another node has more work than it can take. A consumer without a free thread would only pass
     * the signal on again.
     */
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

    /** Wakes the destinations with deliveries that are due by time, or whose wake-up was lost. */
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

    /** Returns the destination's lanes that this node holds; a restarted route continues with them. */
    HeldLeases held(String destination) {
        return held.computeIfAbsent(destination, name -> new HeldLeases());
    }

    /** Returns this node's part in the destination's circuit, which also outlives a route. */
    Breaker breaker(String destination) {
        return breakers.computeIfAbsent(destination, queue::breaker);
    }

    /** Returns this node's count of the mapping errors of the destination. */
    MappingFaults mappingFaults(String destination) {
        return mappingFaults.computeIfAbsent(
                destination, name -> new MappingFaults(name, queue.settings().mappingFailures(), queue.pauseByHub()));
    }

    /** Returns the turns of mappings, shared by all destinations. */
    MappingTurns mapping() {
        return mapping;
    }

    ExecutorService attempts() {
        return attempts;
    }

    public Collection<Breaker> breakers() {
        return breakers.values();
    }

    /** Records the consumer that a route has for this destination, started or not. */
    void adopt(String destination, OutboxConsumer consumer) {
        routes.put(destination, consumer);
    }

    /** Returns every destination that a route consumes here, by name. */
    public Map<String, OutboxConsumer> routes() {
        return new TreeMap<>(routes);
    }

    /** True if this node works on the destination's deliveries now. */
    public boolean consumes(String destination) {
        return consumers.containsKey(destination);
    }

    /** Records that a route sends to the destination; all such routes use the same order option. */
    void sends(String destination, boolean ordered) {
        if (ordered) {
            unordered.remove(destination);
        } else {
            unordered.add(destination);
        }
    }

    /** True if its deliveries keep their order within the message group; also without a route that sends to it. */
    public boolean ordered(String destination) {
        return !unordered.contains(destination);
    }

    void register(String destination, LeasingConsumer consumer) {
        consumers.put(destination, consumer);
    }

    void unregister(String destination, LeasingConsumer consumer) {
        consumers.remove(destination, consumer);
    }

    /** Returns the number of attempts whose thread has not ended; one that was cut off counts until it ends. */
    public int attemptsUnderWay() {
        return underWay.get();
    }

    private Thread counted(Runnable attempt) {
        return Thread.ofVirtual().name("attempt").unstarted(() -> {
            underWay.incrementAndGet();
            try {
                attempt.run();
            } finally {
                underWay.decrementAndGet();
            }
        });
    }
}
