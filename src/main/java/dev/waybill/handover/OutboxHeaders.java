package dev.waybill.handover;

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
}
