package dev.waybill.inbox;

/** Headers of an accepted event, on the intake route after it was stored and on every route behind it. */
public final class InboxHeaders {

    /** The event's id, a {@code Long}. */
    public static final String EVENT_ID = "CamelInboxEventId";

    /** The event type as sent, a {@code String}. */
    public static final String EVENT_TYPE = "CamelInboxEventType";

    /** When the event was stored, by the database's clock: ISO 8601 in UTC, a {@code String}. */
    public static final String RECEIVED_AT = "CamelInboxReceivedAt";

    /** The source's name, a {@code String}. */
    public static final String SOURCE = "CamelInboxSource";

    /** The message group, a {@code String}; absent where the event has none. */
    public static final String MESSAGE_GROUP = "CamelInboxMessageGroup";

    /** The sender's idempotency key, a {@code String}; what the intake route's idempotent consumer reads. */
    public static final String IDEMPOTENCY_KEY = "CamelInboxIdempotencyKey";

    private InboxHeaders() {}
}
