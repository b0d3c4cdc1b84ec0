package dev.waybill.outbox;

import dev.waybill.routing.RoutingSlip;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Notes the destination on the event's routing slip; writes nothing. The deliveries are created after the route has
 * ended.
 */
class OutboxProducer extends DefaultProducer {

    private final RoutingSlip.Line line;

    OutboxProducer(OutboxEndpoint endpoint) {
        super(endpoint);
        this.line = new RoutingSlip.Line(endpoint.getDestination(), endpoint.getPart(), endpoint.isOrdered());
    }

    @Override
    public void process(Exchange exchange) {
        RoutingSlip.of(exchange).note(line);
    }
}
