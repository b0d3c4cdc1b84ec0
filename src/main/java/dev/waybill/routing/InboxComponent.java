package dev.waybill.routing;

import dev.waybill.cluster.LeasedWork;
import dev.waybill.inbox.AcceptArrival;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** The {@code inbox:} component: accepted events as a plain Camel endpoint. */
@Component("inbox")
public class InboxComponent extends DefaultComponent {

    private final RoutingSettings defaults;
    private final InboxConsumers consumers;
    private final LeasedWork work;
    private final AcceptArrival accept;

    public InboxComponent(RoutingSettings defaults, InboxConsumers consumers, LeasedWork work, AcceptArrival accept) {
        this.defaults = defaults;
        this.consumers = consumers;
        this.work = work;
        this.accept = accept;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        InboxEndpoint endpoint = new InboxEndpoint(uri, this, remaining, defaults);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Notifies the source's consumer of an accepted event; notifies the other nodes if no consumer runs here. */
    public void wake(String source) {
        work.wake(source);
    }

    AcceptArrival accept() {
        return accept;
    }

    InboxConsumer consumer(InboxEndpoint endpoint, Processor processor) {
        return consumers.of(endpoint, processor);
    }
}
