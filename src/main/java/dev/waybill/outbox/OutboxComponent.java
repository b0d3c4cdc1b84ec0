package dev.waybill.outbox;

import dev.waybill.handover.CaptureSent;
import dev.waybill.handover.WatchCalls;
import dev.waybill.lease.CanaryConsumers;
import dev.waybill.lease.LeasedWork;
import dev.waybill.lease.LeasingComponent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.Component;

/**
 * The {@code outbox:} component: durable deliveries as plain Camel endpoints. Each context has one of its own; all of
 * them share the destinations of this hub.
 */
@Component("outbox")
public class OutboxComponent extends LeasingComponent<OutboxConsumer> {

    private final OutboxSettings defaults;
    private final OutboxConsumers consumers;
    private final OutboxRoutes routes;
    /** The destinations to which a route of this context sends with {@code ordered=false}. */
    private final Set<String> unordered = ConcurrentHashMap.newKeySet();

    OutboxComponent(OutboxSettings defaults, OutboxConsumers consumers, LeasedWork work) {
        this(
                defaults,
                consumers,
                work,
                new OutboxRoutes(),
                new CanaryConsumers<>(OutboxConsumer.class, OutboxConsumer::destination),
                false);
        routes.unordered(unordered);
    }

    private OutboxComponent(
            OutboxSettings defaults,
            OutboxConsumers consumers,
            LeasedWork work,
            OutboxRoutes routes,
            CanaryConsumers<OutboxConsumer> canary,
            boolean standsBy) {
        super(work, canary, standsBy);
        this.defaults = defaults;
        this.consumers = consumers;
        this.routes = routes;
    }

    @Override
    public void isLive(CamelContext camel) {
        if (camel.hasComponent("outbox") instanceof OutboxComponent live) {
            routes.unordered(live.unordered);
        }
    }

    @Override
    public void addTo(CamelContext camel) {
        new OutboxComponent(defaults, consumers, work(), routes, canary(), true).joins(camel);
    }

    /** Becomes the component of this context, and watches what its routes send outside. */
    void joins(CamelContext camel) {
        camel.addComponent("outbox", this);
        CaptureSent capture = new CaptureSent((int) defaults.keepSent().toBytes());
        camel.getManagementStrategy().addEventNotifier(new WatchCalls(capture));
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        OutboxEndpoint endpoint = new OutboxEndpoint(uri, this, remaining, defaults);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Wakes the destination's consumer, if it runs here, after a signal that every node gets. */
    public void wakeHere(String destination) {
        work().wakeHere(destination);
    }

    /** Wakes the destination's consumer for due work; notifies the other nodes if no consumer runs here. */
    public void wake(String destination) {
        work().wake(destination);
    }

    /** Makes the consumer that a route has for this destination, started or not, and records it unless it stands by. */
    OutboxConsumer consumer(OutboxEndpoint endpoint, Processor processor) {
        OutboxConsumer consumer = consumers.of(endpoint, processor, standsBy());
        if (!standsBy()) {
            routes.put(consumer);
        }
        return consumer;
    }

    /** Returns every destination that a route consumes here, by name. */
    public Map<String, OutboxConsumer> routes() {
        return new TreeMap<>(routes.all());
    }

    /** True if this node works on the destination's deliveries now. */
    public boolean consumes(String destination) {
        return work().consumes(destination);
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
        return routes.ordered(destination);
    }

    OutboxRoutes shared() {
        return routes;
    }
}
