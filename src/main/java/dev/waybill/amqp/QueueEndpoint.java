package dev.waybill.amqp;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.JmsMessageType;
import org.apache.camel.support.DefaultEndpoint;

/** A queue or a topic with the options that a route gave Camel's endpoint, and the login of its connection. */
final class QueueEndpoint extends DefaultEndpoint {

    private final JmsEndpoint options;

    QueueEndpoint(String uri, JmsEndpoint options) {
        super(uri, options.getComponent());
        setCamelContext(options.getCamelContext());
        this.options = options;
    }

    /** Returns the address of the queue, as the broker knows it. */
    String queue() {
        return options.getDestinationName();
    }

    /** Returns the address for people: {@code queue orders}, or {@code topic prices}. */
    String named() {
        return (options.isPubSubDomain() ? "topic " : "queue ") + queue();
    }

    Destination in(Session session) throws JMSException {
        return options.isPubSubDomain() ? session.createTopic(queue()) : session.createQueue(queue());
    }

    /** True if the body goes out as text: some receivers know nothing else. */
    boolean asText() {
        return options.getJmsMessageType() == JmsMessageType.Text;
    }

    AmqpLogin login() {
        if (options.getConnectionFactory() instanceof AmqpLogin login) {
            return login;
        }
        throw new IllegalArgumentException(
                "%s needs the login of a connection of the kind amqp".formatted(getEndpointBaseUri()));
    }

    @Override
    public Producer createProducer() {
        return new QueueProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("A queue can't be a source yet");
    }

    @Override
    public boolean isLenientProperties() {
        return true; // Camel's endpoint has checked them
    }
}
