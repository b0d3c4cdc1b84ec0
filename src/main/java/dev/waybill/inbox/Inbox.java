package dev.waybill.inbox;

import dev.waybill.batch.StoreUnavailable;
import dev.waybill.inbox.ArrivalsByKey.EventKey;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.processor.idempotent.jdbc.AbstractJdbcMessageIdRepository;
import org.springframework.dao.DataAccessException;

/**
 * The intake route's idempotent repository. {@code to: inbox:…} has stored the event before. Adding the key reads the
 * outcome of that, and so never blocks. The stored event is the idempotency record, so a later failure of the exchange
 * can't take the key back.
 *
 * <p>Use it with {@code eager: true} and {@code removeOnFailure: false}.
 */
final class Inbox extends AbstractJdbcMessageIdRepository {

    private final EventRows rows;

    Inbox(EventRows rows) {
        this.rows = rows;
    }

    /**
     * Sets {@link InboxHeaders#EVENT_ID}, {@link InboxHeaders#EVENT_TYPE} and {@link InboxHeaders#SOURCE}. The id for a
     * duplicate is the first event's; an event in a buffer has none yet.
     *
     * @return true if the event is now committed or buffered, false if it was before
     * @throws KeyConflict if the key was sent before with another body
     * @throws RepeatedBody if its body was sent before under another key, and an operator has to decide
     * @throws UnstorableEvent if PostgreSQL can't hold the event
     * @throws StoreUnavailable if the event was not committed in time, or the outcome is unknown
     * @throws IllegalStateException if the route has not sent to the inbox before
     */
    @Override
    public boolean add(Exchange exchange, String key) {
        ArrivalContext context = context(exchange, key);
        Arrival arrival = context.arrival();
        return switch (context.outcome()) {
            case null ->
                throw new IllegalStateException("The route checks for a duplicate before it has stored the event:"
                        + " put 'to: inbox:*' before the idempotentConsumer");
            case IntakeOutcome.Stored stored -> answer(exchange, arrival, stored.event(), true);
            case IntakeOutcome.Buffered buffered -> true;
            case IntakeOutcome.Duplicate duplicate -> answer(exchange, arrival, duplicate.event(), false);
            case IntakeOutcome.Conflict conflict -> throw new KeyConflict(arrival.source(), arrival.key());
            case IntakeOutcome.Repeated repeated -> throw new RepeatedBody(arrival.source(), arrival.key());
            case IntakeOutcome.Unfit unfit ->
                throw new UnstorableEvent(arrival.source(), arrival.key(), unfit.reason());
            case IntakeOutcome.Unknown unknown ->
                throw new StoreUnavailable(
                        "Event %s of source %s may not be stored: %s"
                                .formatted(arrival.key(), arrival.source(), unknown.reason()),
                        unknown.cause());
        };
    }

    /** Reads the database: finds an event that another node stored, too. */
    @Override
    public boolean contains(Exchange exchange, String key) {
        try {
            return rows.contains(EventKey.of(context(exchange, key).arrival()));
        } catch (DataAccessException e) {
            throw new StoreUnavailable("The inbox can't be read", e);
        }
    }

    /** Does nothing. Camel calls it after a failed exchange, but the event stays accepted. */
    @Override
    public boolean remove(Exchange exchange, String key) {
        return false;
    }

    /** Does nothing: the commit was the confirmation. */
    @Override
    public boolean confirm(Exchange exchange, String key) {
        return true;
    }

    @Override
    public boolean add(String key) {
        throw withoutExchange();
    }

    @Override
    public boolean contains(String key) {
        throw withoutExchange();
    }

    @Override
    public boolean remove(String key) {
        throw withoutExchange();
    }

    @Override
    public boolean confirm(String key) {
        throw withoutExchange();
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("The inbox is never cleared: its rows are the accepted events");
    }

    /** Does nothing: a route that stops would stop the inbox for all routes that share it. */
    @Override
    protected void doStart() {}

    @Override
    protected void doStop() {}

    @Override
    protected int queryForInt(String key) {
        throw withoutExchange();
    }

    @Override
    protected int insert(String key) {
        throw withoutExchange();
    }

    @Override
    protected int delete(String key) {
        throw withoutExchange();
    }

    @Override
    protected int delete() {
        throw withoutExchange();
    }

    private static ArrivalContext context(Exchange exchange, String key) {
        if (key.isBlank()) {
            throw new IllegalArgumentException("The idempotency key is missing");
        }
        ArrivalContext context = ArrivalContext.withArrival(exchange);
        if (context == null) {
            throw new IllegalStateException("The route stores before it has read the envelope");
        }
        String known = context.arrival().key();
        if (!known.equals(key)) {
            throw new IllegalArgumentException(
                    "The route's key expression gives %s, but the event's key is %s".formatted(key, known));
        }
        return context;
    }

    private static boolean answer(Exchange exchange, Arrival arrival, long event, boolean fresh) {
        Message message = exchange.getMessage();
        message.setHeader(InboxHeaders.EVENT_ID, event);
        message.setHeader(InboxHeaders.EVENT_TYPE, arrival.type());
        message.setHeader(InboxHeaders.SOURCE, arrival.source());
        return fresh;
    }

    private static UnsupportedOperationException withoutExchange() {
        return new UnsupportedOperationException("The inbox stores events, not bare keys: it needs the exchange");
    }
}
