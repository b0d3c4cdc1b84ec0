package dev.waybill.quarantine;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Handles a webhook that the intake route can't accept; its exchange carries this in {@link #PROPERTY}. A webhook from
 * outside goes into quarantine; a released one is there already.
 */
public interface OnRefusal {

    String PROPERTY = "WaybillIfRefused";

    static OnRefusal of(Exchange exchange) {
        return Objects.requireNonNull(exchange.getProperty(PROPERTY, OnRefusal.class), "Nobody keeps what is refused");
    }

    /**
     * Handles a webhook without proof that the source sent it. Never blocks, never throws.
     *
     * @param reason a phrase for the operator
     * @param key its idempotency key, if only the signature is wrong; null otherwise
     */
    void unverified(String reason, @Nullable String key);

    /**
     * Handles a webhook that was signed, and can't be accepted. Never blocks.
     *
     * @param reason a phrase for the operator
     * @param key the sender's idempotency key, if it sent one
     * @param event the event that it conflicts with, if any
     * @param atMost the time that the sender can still wait
     * @return completed when the entry is committed; exceptionally if it was late, or the outcome is unknown
     */
    CompletableFuture<Void> verified(String reason, @Nullable String key, @Nullable Long event, Duration atMost);
}
