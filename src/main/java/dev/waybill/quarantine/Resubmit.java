package dev.waybill.quarantine;

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
}
