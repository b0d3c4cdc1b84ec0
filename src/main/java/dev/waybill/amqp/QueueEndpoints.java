package dev.waybill.amqp;

import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.spi.EndpointStrategy;

/**
 * Puts an endpoint of ours in the place of each {@code amqp:} endpoint, and of each {@code jms:}, which is in the same
 * archive. Queue, topic and login are options of Camel's; sending and receiving are ours, for the reasons in
 * docs/decisions/0041-jms-amqp.md.
 */
final class QueueEndpoints implements EndpointStrategy {

    private static final String LOGIN = "connectionFactory=";

    private final Supplier<Messages> messages;

    /** @param messages where messages from a queue go; asked for by a route that has some */
    QueueEndpoints(Supplier<Messages> messages) {
        this.messages = messages;
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        if (!(endpoint instanceof JmsEndpoint queue)) {
            return endpoint;
        }
        if (!endpoint.getEndpointUri().contains(LOGIN)) { // Camel would take the login of the only connection there is
            throw new IllegalArgumentException(
                    "%s needs connectionFactory: '#waybill.connections.<name>.login', the login of a connection"
                            .formatted(endpoint.getEndpointBaseUri()));
        }
        return new QueueEndpoint(uri, queue, messages);
    }
}
