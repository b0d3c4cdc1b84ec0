package dev.waybill.amqp;

import dev.waybill.handover.OutboxHeaders;
import dev.waybill.inbox.InboxHeaders;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Sends a message, and waits until the broker has accepted it. No header of the exchange goes with it. */
final class QueueProducer extends DefaultProducer {

    private static final byte[] EMPTY = {};

    private final QueueEndpoint endpoint;
    private volatile @Nullable QueueClient client;

    QueueProducer(QueueEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        QueueClient open = client;
        if (open == null) {
            throw new IllegalStateException("%s is not started".formatted(endpoint));
        }
        Message message = exchange.getMessage();
        byte[] body = message.getBody() == null ? EMPTY : message.getMandatoryBody(byte[].class);
        open.send(new OutgoingMessage(
                message.getHeader(OutboxHeaders.KEY, String.class),
                message.getHeader(InboxHeaders.MESSAGE_GROUP, String.class),
                body,
                endpoint.asText()));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        client = new QueueClient(endpoint);
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        QueueClient open = client;
        client = null;
        if (open != null) {
            open.close();
        }
    }
}
