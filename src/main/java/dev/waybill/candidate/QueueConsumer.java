package dev.waybill.candidate;

import dev.waybill.handover.HandOver;
import dev.waybill.lease.WorkConsumer;
import dev.waybill.routing.RouteEvent;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;

/** The beginning of a route behind {@code inbox:} or {@code outbox:}: it takes nothing by itself. */
final class QueueConsumer extends WorkConsumer implements RouteEvent.Route, HandOver.Route {

    private final String name;
    private final Map<String, QueueConsumer> open;

    QueueConsumer(Endpoint endpoint, Processor processor, String name, Map<String, QueueConsumer> open) {
        super(endpoint, processor);
        this.name = name;
        this.open = open;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        open.put(name, this);
    }
}
