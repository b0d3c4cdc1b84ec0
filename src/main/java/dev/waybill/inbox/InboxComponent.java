package dev.waybill.inbox;

import dev.waybill.node.Held;
import dev.waybill.node.LeasingConsumer;
import dev.waybill.node.Question;
import dev.waybill.node.Signalled;
import dev.waybill.node.Signals;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** The {@code inbox:} component: accepted events as a plain Camel endpoint. */
@Component("inbox")
public class InboxComponent extends DefaultComponent implements Question, Signalled, ArrivalListener {

    private final Routing routing;
    private final Signals signals;
    private final Accept accept;
    private final Map<String, LeasingConsumer> consumers = new ConcurrentHashMap<>();
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    InboxComponent(Routing routing, Signals signals, Accept accept) {
        this.routing = routing;
        this.signals = signals;
        this.accept = accept;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        InboxEndpoint endpoint = new InboxEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    public void arrived(Set<String> sources) {
        sources.forEach(this::wake);
    }

    /** Tells the source's consumer, if it runs here, that an event was accepted. */
    void wake(String source) {
        LeasingConsumer consumer = consumers.get(source);
        if (consumer == null) {
            signal(source);
        } else {
            consumer.wake();
        }
    }

    /** Tells the other nodes that there may be work here that this one can't take up at once. */
    void signal(String source) {
        signals.send(topic(), source);
    }

    @Override
    public String topic() {
        return "inbox";
    }

    /** Another node has more than it can take up; one that has no hand free here would only pass it on again. */
    @Override
    public void heard(String source) {
        LeasingConsumer consumer = consumers.get(source);
        if (consumer != null && consumer.takesWork()) {
            consumer.wake();
        }
    }

    @Override
    public String sql() {
        return Slots.DUE;
    }

    @Override
    public Map<String, ?> parameters() {
        return Map.of("sources", consumers.keySet().toArray(String[]::new));
    }

    /** Wakes the sources that have work which is due by time or whose wake-up was lost. */
    @Override
    public void answered(List<String> sources) {
        sources.forEach(this::wake);
        held.forEach((source, leases) -> {
            if (leases.isUnsure()) {
                wake(source);
            }
        });
    }

    Accept accept() {
        return accept;
    }

    Routing routing() {
        return routing;
    }

    /** The source's slots in this node's hands; a route that is started again goes on with them. */
    Held held(String source) {
        return held.computeIfAbsent(source, name -> new Held());
    }

    void register(String source, LeasingConsumer consumer) {
        consumers.put(source, consumer);
    }

    void unregister(String source, LeasingConsumer consumer) {
        consumers.remove(source, consumer);
    }
}
