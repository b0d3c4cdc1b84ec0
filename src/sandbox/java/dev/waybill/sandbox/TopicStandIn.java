package dev.waybill.sandbox;

import dev.waybill.handover.OutboxHeaders;
import dev.waybill.handover.PermanentRefusal;
import dev.waybill.inbox.InboxHeaders;
import dev.waybill.wire.DestinationAway;
import dev.waybill.wire.Wire;
import dev.waybill.wire.WireMessage;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Takes the place of an endpoint of brokers: a record or message goes to their page, and none comes. */
final class TopicStandIn extends DefaultEndpoint {

    private final Topics cluster;
    private final String scheme;
    private final String topic;

    TopicStandIn(String uri, Endpoint replaced, Topics cluster) {
        super(uri, replaced.getComponent());
        setCamelContext(replaced.getCamelContext());
        this.cluster = cluster;
        this.scheme = replaced.getEndpointBaseUri().replaceFirst(":.*", "");
        this.topic = replaced.getEndpointBaseUri().replaceFirst("^[a-z]+:/*", "");
    }

    @Override
    public boolean isLenientProperties() {
        return true;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {

            @Override
            public void process(Exchange exchange) throws Exception {
                take(exchange.getMessage());
            }
        };
    }

    private void take(Message message) throws Exception {
        if (cluster.mode() == Topics.Mode.DOWN) {
            throw new DestinationAway("no broker answered in time: the sandbox's switch says so");
        }
        byte[] body = message.getMandatoryBody(byte[].class);
        String key = String.valueOf(message.getHeader(InboxHeaders.MESSAGE_GROUP));
        WireMessage told = Wire.begin(scheme + "://" + topic);
        if (told != null) {
            told.line("Key: " + key);
            told.line("Idempotency-Key: " + message.getHeader(OutboxHeaders.KEY));
            told.hasBody();
            told.writeBytes(body);
        }
        if (cluster.mode() == Topics.Mode.REFUSE) {
            throw new PermanentRefusal("it is larger than %s takes: the sandbox's switch says so".formatted(topic));
        }
        cluster.took("%s, key %s".formatted(topic, key), new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new DefaultConsumer(this, processor);
    }
}
