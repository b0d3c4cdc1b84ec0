package dev.waybill.amqp;

import dev.waybill.sources.Source;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.EndpointAware;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.apache.qpid.jms.JmsConnection;
import org.jspecify.annotations.Nullable;

/** Takes the messages of a queue into the inbox. The broker divides them among the consumers of all hubs. */
final class QueueSource extends DefaultConsumer implements ReadQueue.Opened {

    private static final String INBOX = "inbox:";

    /** More than a held message and the end of a connection take. */
    private static final Duration STOP = Duration.ofSeconds(35);

    private final QueueEndpoint endpoint;
    private final Supplier<Messages> messages;
    private final List<ReadQueue> reading = new ArrayList<>();

    QueueSource(QueueEndpoint endpoint, Processor processor, Supplier<Messages> messages) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.messages = messages;
        if (endpoint.isTopic()) {
            throw new IllegalArgumentException(
                    "'from: amqp:topic:%s' would lose messages while no hub runs: bind a queue to the topic, and read that"
                            .formatted(endpoint.queue()));
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Messages intake = messages.get();
        Source source = intake.sources().ofBroker(sourceOfRoute(), getRouteId());
        for (int i = 0; i < endpoint.consumers(); i++) {
            ReadQueue one = new ReadQueue(
                    this,
                    () -> intake.intake().closed() != null,
                    new StoreByRoute(this, endpoint.queue(), source, intake.quarantine(), intake.mostBytes()),
                    intake.troubles().ofReader());
            reading.add(one);
            Thread.ofPlatform()
                    .name("amqp-%s-%d".formatted(endpoint.queue(), i))
                    .daemon()
                    .start(one);
        }
    }

    @Override
    protected void doStop() throws Exception {
        reading.forEach(ReadQueue::stop);
        for (ReadQueue one : reading) {
            one.awaitEnd(STOP);
        }
        reading.clear();
        super.doStop();
    }

    @Override
    public String named() {
        return endpoint.named();
    }

    @Override
    public JmsConnection connect() throws JMSException {
        return endpoint.login().createConnection();
    }

    @Override
    public MessageConsumer in(Session session) throws JMSException {
        return session.createConsumer(endpoint.in(session), endpoint.selector());
    }

    /** Returns the source whose inbox the route sends to; null if it sends to none, or to any. */
    private @Nullable String sourceOfRoute() {
        return getRoute().filter("*").stream()
                .flatMap(step ->
                        step instanceof EndpointAware aware ? Stream.ofNullable(aware.getEndpoint()) : Stream.empty())
                .map(to -> to.getEndpointBaseUri().replace("://", ":"))
                .filter(uri -> uri.startsWith(INBOX) && !uri.endsWith("*"))
                .map(uri -> uri.substring(INBOX.length()))
                .findFirst()
                .orElse(null);
    }
}
