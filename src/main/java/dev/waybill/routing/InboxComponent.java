package dev.waybill.routing;

import dev.waybill.inbox.ArrivalContext.TakeArrivals;
import dev.waybill.lease.CanaryConsumers;
import dev.waybill.lease.LeasedWork;
import dev.waybill.lease.LeasingComponent;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.Component;

/**
 * The {@code inbox:} component: accepted events as a plain Camel endpoint. Each context has one of its own; all of them
 * share the work of this hub.
 */
@Component("inbox")
public class InboxComponent extends LeasingComponent<InboxConsumer> {

    private final RoutingSettings defaults;
    private final InboxConsumers consumers;
    private final TakeArrivals accept;

    public InboxComponent(RoutingSettings defaults, InboxConsumers consumers, LeasedWork work, TakeArrivals accept) {
        this(
                defaults,
                consumers,
                work,
                accept,
                new CanaryConsumers<>(InboxConsumer.class, InboxConsumer::source),
                false);
    }

    private InboxComponent(
            RoutingSettings defaults,
            InboxConsumers consumers,
            LeasedWork work,
            TakeArrivals accept,
            CanaryConsumers<InboxConsumer> canary,
            boolean standsBy) {
        super(work, canary, standsBy);
        this.defaults = defaults;
        this.consumers = consumers;
        this.accept = accept;
    }

    @Override
    public void addTo(CamelContext camel) {
        camel.addComponent("inbox", new InboxComponent(defaults, consumers, work(), accept, canary(), true));
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        InboxEndpoint endpoint = new InboxEndpoint(uri, this, remaining, defaults);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Notifies the source's consumer of an accepted event; notifies the other nodes if no consumer runs here. */
    public void wake(String source) {
        work().wake(source);
    }

    TakeArrivals accept() {
        return accept;
    }

    InboxConsumer consumer(InboxEndpoint endpoint, Processor processor) {
        return consumers.of(endpoint, processor, standsBy());
    }
}
