package dev.waybill.quarantine;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a webhook that the intake route can't accept; its exchange carries it in {@link #PROPERTY}. One from
 * the public door goes into quarantine; one that was let out of there is there already.
 */
public interface OnRefusal {

    String PROPERTY = "WaybillIfRefused";

    static OnRefusal of(Exchange exchange) {
        return Objects.requireNonNull(exchange.getProperty(PROPERTY, OnRefusal.class), "Nobody keeps what is refused");
    }

    /**
     * Nothing proves that the source sent it. Never blocks, never throws.
     *
     * @param reason a phrase for the operator
     * @param key its idempotency key, if it lacks nothing but a right signature; null otherwise
     */
    void unverified(String reason, @Nullable String key);

    /**
     * It was signed, and can't be accepted. Never blocks.
     *
     * @param reason a phrase for the operator
     * @param key the sender's idempotency key, if it sent one
     * @param event the event that it conflicts with, if it does
     * @param atMost how long the sender can still wait
     * @return completed when what is kept is committed, and exceptionally when it was not in time, or nobody knows
     */
    CompletableFuture<Void> verified(String reason, @Nullable String key, @Nullable Long event, Duration atMost);
}
