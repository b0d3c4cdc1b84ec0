package dev.waybill.kafka;

import dev.waybill.sources.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.EndpointAware;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records of a topic into the inbox. The consumers of all hubs are one group, among whose members Kafka
 * divides the partitions.
 */
final class TopicConsumer extends DefaultConsumer {

    private static final String INBOX = "inbox:";

    private static final Duration STOP = Duration.ofSeconds(20);

    private final TopicEndpoint endpoint;
    private final Supplier<Records> records;
    private final List<ReadTopic> reading = new ArrayList<>();

    TopicConsumer(TopicEndpoint endpoint, Processor processor, Supplier<Records> records) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.records = records;
        String group = endpoint.configuration().getGroupId();
        if (group == null || group.isBlank()) {
            throw new IllegalArgumentException(
                    "'from: kafka:%s' needs a groupId: one name for all hubs of a database, and for no others"
                            .formatted(endpoint.topic()));
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Records intake = records.get();
        Source source = intake.sources().ofBroker(sourceOfRoute(), getRouteId());
        for (int i = 0; i < endpoint.configuration().getConsumersCount(); i++) {
            ReadTopic one = new ReadTopic(
                    endpoint.topic(),
                    this::client,
                    () -> intake.intake().closed() != null,
                    new RunThroughRoute(this, source, intake.quarantine(), intake.mostBytes()),
                    intake.troubles().ofReader());
            reading.add(one);
            Thread.ofPlatform()
                    .name("kafka-%s-%d".formatted(endpoint.topic(), i))
                    .daemon()
                    .start(one);
        }
    }

    @Override
    protected void doStop() throws Exception {
        reading.forEach(ReadTopic::stop);
        for (ReadTopic one : reading) {
            one.awaitEnd(STOP);
        }
        reading.clear();
        super.doStop();
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

    @SuppressWarnings("unchecked")
    private Consumer<byte[], byte[]> client() {
        return (Consumer<byte[], byte[]>) Objects.requireNonNull(endpoint.clients())
                .getConsumer(SafeReading.with(
                        endpoint.settings(endpoint.configuration().createConsumerProperties()),
                        endpoint.configuration().getGroupId()));
    }
}
