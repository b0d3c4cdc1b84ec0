package dev.waybill.amqp;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.JmsMessageType;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** A queue or a topic with the options that a route gave Camel's endpoint, and the login of its connection. */
final class QueueEndpoint extends DefaultEndpoint {

    private static final Pattern SLASH = Pattern.compile("\\w+:/*\\w+:/[^/].*");

    private final JmsEndpoint options;
    private final Supplier<Messages> messages;

    QueueEndpoint(String uri, JmsEndpoint options, Supplier<Messages> messages) {
        super(uri, options.getComponent());
        setCamelContext(options.getCamelContext());
        this.options = options;
        this.messages = messages;
    }

    /** Returns the address of the queue, as the broker knows it. Camel drops the slash before those of RabbitMQ. */
    String queue() {
        String name = options.getDestinationName();
        return SLASH.matcher(getEndpointBaseUri()).matches() && !name.startsWith("/") ? "/" + name : name;
    }

    /** Returns the address for people: {@code queue orders}, or {@code topic prices}. */
    String named() {
        return (isTopic() ? "topic " : "queue ") + queue();
    }

    Destination in(Session session) throws JMSException {
        return isTopic() ? session.createTopic(queue()) : session.createQueue(queue());
    }

    /** True if the body goes out as text: some receivers know nothing else. */
    boolean asText() {
        return options.getJmsMessageType() == JmsMessageType.Text;
    }

    boolean isTopic() {
        return options.isPubSubDomain();
    }

    /** Returns the number of threads that read it on each hub. */
    int consumers() {
        return options.getConcurrentConsumers();
    }

    @Nullable
    String selector() {
        return options.getSelector();
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
    public Consumer createConsumer(Processor processor) throws Exception {
        QueueSource consumer = new QueueSource(this, processor, messages);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public boolean isLenientProperties() {
        return true; // Camel's endpoint has checked them
    }
}
