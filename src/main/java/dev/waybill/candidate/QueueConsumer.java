package dev.waybill.candidate;

import dev.waybill.handover.HandOver;
import dev.waybill.routing.RouteEvent;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** The beginning of a route behind {@code inbox:} or {@code outbox:}: it takes nothing by itself. */
final class QueueConsumer extends DefaultConsumer implements RouteEvent.Route, HandOver.Route {

    private final String name;
    private final Map<String, QueueConsumer> open;

    QueueConsumer(Endpoint endpoint, Processor processor, String name, Map<String, QueueConsumer> open) {
        super(endpoint, processor);
        this.name = name;
        this.open = open;
    }

    @Override
    public Exchange newExchange() {
        return createExchange(false);
    }

    @Override
    public void run(Exchange exchange) {
        try {
            createUoW(exchange);
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            doneUoW(exchange);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        open.put(name, this);
    }
}
