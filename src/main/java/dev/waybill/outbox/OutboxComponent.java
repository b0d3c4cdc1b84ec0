package dev.waybill.outbox;

import dev.waybill.cluster.LeasedWork;
import dev.waybill.handover.MappingTurns;
import dev.waybill.health.Breaker;
import dev.waybill.health.MappingFaults;
import java.util.Collection;
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
public class OutboxComponent extends DefaultComponent {

    private final Queue queue;
    private final LeasedWork work;
    private final Map<String, OutboxConsumer> routes = new ConcurrentHashMap<>();
    /** The destinations to which a route sends with {@code ordered=false}. */
    private final Set<String> unordered = ConcurrentHashMap.newKeySet();

    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();
    private final Map<String, MappingFaults> mappingFaults = new ConcurrentHashMap<>();
    private final MappingTurns mapping = MappingTurns.ofThisHub();
    private final AtomicInteger underWay = new AtomicInteger();
    /** One thread for each attempt: it is interrupted alone when its time is over. */
    private final ExecutorService attempts = Executors.newThreadPerTaskExecutor(this::counted);

    OutboxComponent(Queue queue, LeasedWork work) {
        this.queue = queue;
        this.work = work;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        OutboxEndpoint endpoint = new OutboxEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Wakes the destination's consumer, if it runs here, after a signal that every node gets. */
    public void wakeHere(String destination) {
        work.wakeHere(destination);
    }

    /** Wakes the destination's consumer for due work; notifies the other nodes if no consumer runs here. */
    public void wake(String destination) {
        work.wake(destination);
    }

    Queue queue() {
        return queue;
    }

    LeasedWork work() {
        return work;
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
        return work.consumes(destination);
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
