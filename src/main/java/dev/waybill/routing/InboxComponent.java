package dev.waybill.routing;

import dev.waybill.inbox.AcceptArrival;
import dev.waybill.lease.Canary;
import dev.waybill.lease.LeasedWork;
import dev.waybill.lease.RevisionPart;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * The {@code inbox:} component: accepted events as a plain Camel endpoint. Each context has one of its own; all of them
 * share the work of this hub.
 */
@Component("inbox")
public class InboxComponent extends DefaultComponent implements RevisionPart {

    private final RoutingSettings defaults;
    private final InboxConsumers consumers;
    private final LeasedWork work;
    private final AcceptArrival accept;
    private final InboxRoutes routes;
    private volatile boolean standsBy;

    public InboxComponent(RoutingSettings defaults, InboxConsumers consumers, LeasedWork work, AcceptArrival accept) {
        this(defaults, consumers, work, accept, new InboxRoutes(), false);
    }

    private InboxComponent(
            RoutingSettings defaults,
            InboxConsumers consumers,
            LeasedWork work,
            AcceptArrival accept,
            InboxRoutes routes,
            boolean standsBy) {
        this.defaults = defaults;
        this.consumers = consumers;
        this.work = work;
        this.accept = accept;
        this.routes = routes;
        this.standsBy = standsBy;
    }

    @Override
    public void startsWith(@Nullable Integer revision) {
        work.startsWith(revision);
    }

    @Override
    public void standBy() {
        standsBy = true;
    }

    @Override
    public void isLive(CamelContext camel) {
        // routers of all contexts share their work alone
    }

    @Override
    public void addTo(CamelContext camel) {
        camel.addComponent("inbox", new InboxComponent(defaults, consumers, work, accept, routes, true));
    }

    @Override
    public void tryOut(Canary canary, List<Consumer> consumers) {
        routes.tryOut(canary, consumers);
    }

    @Override
    public void endTrial() {
        routes.endTrial();
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
        return consumers.of(endpoint, processor, standsBy);
    }

    InboxRoutes shared() {
        return routes;
    }
}
