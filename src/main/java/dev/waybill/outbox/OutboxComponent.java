package dev.waybill.outbox;

import dev.waybill.cluster.LeasedWork;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** The {@code outbox:} component: durable deliveries as plain Camel endpoints. */
@Component("outbox")
public class OutboxComponent extends DefaultComponent {

    private final OutboxSettings defaults;
    private final OutboxConsumers consumers;
    private final LeasedWork work;
    private final Map<String, OutboxConsumer> routes = new ConcurrentHashMap<>();
    /** The destinations to which a route sends with {@code ordered=false}. */
    private final Set<String> unordered = ConcurrentHashMap.newKeySet();

    OutboxComponent(OutboxSettings defaults, OutboxConsumers consumers, LeasedWork work) {
        this.defaults = defaults;
        this.consumers = consumers;
        this.work = work;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        OutboxEndpoint endpoint = new OutboxEndpoint(uri, this, remaining, defaults);
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

    /** Makes and records the consumer that a route has for this destination, started or not. */
    OutboxConsumer consumer(OutboxEndpoint endpoint, Processor processor) {
        OutboxConsumer consumer = consumers.of(endpoint, processor);
        routes.put(endpoint.getDestination(), consumer);
        return consumer;
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
}
