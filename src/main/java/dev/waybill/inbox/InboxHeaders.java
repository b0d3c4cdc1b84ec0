package dev.waybill.inbox;

/** Headers of an accepted event, on the intake route after storing and on every later route. */
public final class InboxHeaders {

    /** The event's id, a {@code Long}. */
    public static final String EVENT_ID = "CamelInboxEventId";

    /** The event type as sent, a {@code String}. */
    public static final String EVENT_TYPE = "CamelInboxEventType";

    /** The time when the event was stored, by the database's clock: ISO 8601 in UTC, a {@code String}. */
    public static final String RECEIVED_AT = "CamelInboxReceivedAt";

    /** The source's name, a {@code String}. */
    public static final String SOURCE = "CamelInboxSource";

    /** The message group, a {@code String}; absent if the event has none. */
    public static final String MESSAGE_GROUP = "CamelInboxMessageGroup";

    /** The sender's idempotency key, a {@code String}, read by the intake route's idempotent consumer. */
    public static final String IDEMPOTENCY_KEY = "CamelInboxIdempotencyKey";

    private InboxHeaders() {}
}
