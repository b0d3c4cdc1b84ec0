package dev.waybill.routing;

import dev.waybill.cluster.HeldLeases;
import dev.waybill.cluster.LeasingConsumer;
import dev.waybill.cluster.NotifySender;
import dev.waybill.cluster.NotifyTarget;
import dev.waybill.cluster.Poll;
import dev.waybill.inbox.AcceptArrival;
import dev.waybill.inbox.GroupCommit.ArrivalListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** The {@code inbox:} component: accepted events as a plain Camel endpoint. */
@Component("inbox")
public class InboxComponent extends DefaultComponent implements Poll, NotifyTarget, ArrivalListener {

    private final RoutingContext routing;
    private final NotifySender signals;
    private final AcceptArrival accept;
    private final Map<String, LeasingConsumer> consumers = new ConcurrentHashMap<>();
    private final Map<String, HeldLeases> held = new ConcurrentHashMap<>();

    public InboxComponent(RoutingContext routing, NotifySender signals, AcceptArrival accept) {
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

    /** Notifies the source's consumer of an accepted event; notifies the other nodes if no consumer runs here. */
    public void wake(String source) {
        LeasingConsumer consumer = consumers.get(source);
        if (consumer == null) {
            signal(source);
        } else {
            consumer.wake();
        }
    }

    /** Notifies the other nodes of work that this one can't take at once. */
    void signal(String source) {
        signals.send(topic(), source);
    }

    @Override
    public String topic() {
        return "inbox";
    }

    /**
     * Wakes the consumer: another node has more work than it can take. A consumer without a free thread would only pass
     * the signal on again.
     */
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

    /** Wakes the sources with work that is due by time, or whose wake-up was lost. */
    @Override
    public void answered(List<String> sources) {
        sources.forEach(this::wake);
        held.forEach((source, leases) -> {
            if (leases.isUnsure()) {
                wake(source);
            }
        });
    }

    AcceptArrival accept() {
        return accept;
    }

    RoutingContext routing() {
        return routing;
    }

    /** Returns the source's slots that this node holds; a restarted route continues with them. */
    HeldLeases held(String source) {
        return held.computeIfAbsent(source, name -> new HeldLeases());
    }

    void register(String source, LeasingConsumer consumer) {
        consumers.put(source, consumer);
    }

    void unregister(String source, LeasingConsumer consumer) {
        consumers.remove(source, consumer);
    }
}
