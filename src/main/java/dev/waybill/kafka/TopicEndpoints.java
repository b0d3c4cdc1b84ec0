package dev.waybill.kafka;

import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.spi.EndpointStrategy;

/**
 * Puts an endpoint of ours in the place of each {@code kafka:} endpoint. Its options and its client factory are
 * Camel's; sending and receiving are ours, for the reasons in docs/decisions/0040-kafka.md.
 */
final class TopicEndpoints implements EndpointStrategy {

    private static final String LOGIN = "kafkaClientFactory=";

    private final Supplier<Records> records;

    /** @param records where records from a topic go; asked for by a route that has some */
    TopicEndpoints(Supplier<Records> records) {
        this.records = records;
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        if (!(endpoint instanceof KafkaEndpoint topic)) {
            return endpoint;
        }
        if (!endpoint.getEndpointUri().contains(LOGIN)) { // Camel would take the login of the only connection there is
            topic.setKafkaClientFactory(new DefaultKafkaClientFactory());
        }
        return new TopicEndpoint(uri, topic, records);
    }
}
