package dev.waybill.handover;

import dev.waybill.inbox.InboxHeaders;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Headers of a delivery on its destination's route, in addition to the headers of its event. */
public final class OutboxHeaders {

    /** The delivery's id, a {@code Long}. */
    public static final String DELIVERY_ID = "CamelOutboxDeliveryId";

    /** The outbound idempotency key, the same for every attempt at this delivery, a {@code String}. */
    public static final String KEY = "CamelOutboxKey";

    /** The number of this attempt, from 1, an {@code Integer}. */
    public static final String ATTEMPT = "CamelOutboxAttempt";

    /**
     * The lease's fencing token, a {@code Long}: a unique name for things such as a temporary file, which two holders
     * must not share.
     */
    public static final String TOKEN = "CamelOutboxToken";

    private OutboxHeaders() {}

    /** Gives the exchange the event's body and all headers of ours. */
    static void fill(Exchange exchange, Delivery.Leased leased) {
        Delivery delivery = leased.delivery();
        Delivery.Event event = delivery.event();
        Message message = exchange.getIn();
        message.setBody(event.body().clone()); // the route may write into it
        event.headers().forEach(message::setHeader); // first, so that none of ours can be one of them
        message.setHeader(InboxHeaders.EVENT_ID, event.id());
        message.setHeader(InboxHeaders.EVENT_TYPE, event.type());
        message.setHeader(InboxHeaders.SOURCE, event.source());
        message.setHeader(InboxHeaders.RECEIVED_AT, event.receivedAt().toString());
        if (event.group() != null) {
            message.setHeader(InboxHeaders.MESSAGE_GROUP, event.group());
        }
        message.setHeader(DELIVERY_ID, delivery.id());
        message.setHeader(KEY, delivery.key());
        message.setHeader(ATTEMPT, delivery.nextAttempt());
        message.setHeader(TOKEN, leased.lease().token());
    }
}
