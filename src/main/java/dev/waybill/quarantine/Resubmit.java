package dev.waybill.quarantine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The way from quarantine back to the intake. An entry passes the same route that takes webhooks, so signature,
 * envelope and idempotent store decide as usual. Only a refusal makes no new quarantine row.
 */
public interface Resubmit {

    /**
     * Sends the entry through the intake route on the calling thread.
     *
     * @param headers the received header lines as a JSON array of [name, value], UTF-8
     * @param body the bytes as received
     */
    Answer readmit(String source, byte[] headers, byte[] body);

    /** True if a header line proves the sender; such a value is never shown. */
    boolean isProof(String source, String header);

    /** The intake's answer. */
    sealed interface Answer {

        /** The entry is a new event now, committed. */
        record Accepted(long event) implements Answer {}

        /** The entry was accepted before, as this event. */
        record Duplicate(long event) implements Answer {}

        /**
         * The entry is still refused.
         *
         * @param reason a phrase for the operator
         * @param signed true if a live secret of its source verifies it now
         * @param key its idempotency key, if known
         * @param event the event that it conflicts with, if any
         */
        record Refused(
                String reason,
                boolean signed,
                @Nullable String key,
                @Nullable Long event) implements Answer {}

        /** The entry was not stored, or the outcome is unknown; it can be released again. */
        record Unavailable(String sentence) implements Answer {}
    }

    /**
     * Handles a webhook that the intake route can't accept. A webhook from outside goes into quarantine; a released one
     * is there already.
     */
    public interface OnRefusal {

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
}
