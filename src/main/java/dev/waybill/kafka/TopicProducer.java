package dev.waybill.kafka;

import dev.waybill.handover.OutboxHeaders;
import dev.waybill.inbox.InboxHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Sends a message as one record, and waits until the brokers have it. The record's key is the message group, and the
 * header {@value #KEY} is the key of the delivery. No header of a message can change topic, partition, key or time, as
 * those of Camel's own producer can: some come from an answer of another system.
 */
final class TopicProducer extends DefaultProducer {

    static final String KEY = "Idempotency-Key";

    private static final byte[] EMPTY = {};

    private final TopicEndpoint endpoint;
    private volatile @Nullable TopicClient client;

    TopicProducer(TopicEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        TopicClient open = client;
        if (open == null) {
            throw new IllegalStateException("%s is not started".formatted(endpoint));
        }
        Message message = exchange.getMessage();
        byte[] body = message.getBody() == null ? EMPTY : message.getMandatoryBody(byte[].class);
        String group = message.getHeader(InboxHeaders.MESSAGE_GROUP, String.class);
        open.send(new ProducerRecord<>(
                endpoint.topic(), null, null, group, new Outgoing(group, body), headers(exchange, message)));
    }

    private List<Header> headers(Exchange exchange, Message message) {
        List<Header> headers = new ArrayList<>();
        Object key = message.getHeader(OutboxHeaders.KEY);
        for (Map.Entry<String, Object> each : message.getHeaders().entrySet()) {
            boolean ours = each.getKey().equalsIgnoreCase(KEY) && key != null;
            byte[] value = ours || isKept(exchange, each.getKey(), each.getValue())
                    ? null
                    : endpoint.configuration().getHeaderSerializer().serialize(each.getKey(), each.getValue());
            if (value != null) {
                headers.add(new RecordHeader(each.getKey(), value));
            }
        }
        if (key != null) {
            headers.add(new RecordHeader(
                    KEY, endpoint.configuration().getHeaderSerializer().serialize(KEY, key)));
        }
        return headers;
    }

    private boolean isKept(Exchange exchange, String name, Object value) {
        return endpoint.configuration().getHeaderFilterStrategy().applyFilterToCamelHeaders(name, value, exchange);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        client = new TopicClient(
                endpoint.topic(),
                endpoint.clients(),
                () -> endpoint.settings(endpoint.configuration().createProducerProperties()));
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        TopicClient open = client;
        client = null;
        if (open != null) {
            open.close();
        }
    }
}
