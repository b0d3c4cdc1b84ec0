package dev.waybill.quarantine;

import org.jspecify.annotations.Nullable;

/**
 * The way from quarantine back to the intake. What is readmitted goes through the very route that takes webhooks, so that
 * signature, envelope and idempotent store decide as they always do; only a refusal makes no new quarantine row.
 */
public interface Resubmit {

    /**
     * Sends it through the intake route on the calling thread.
     *
     * @param headers the received header lines as a JSON array of [name, value], UTF-8
     * @param body the bytes as received
     */
    Answer readmit(String source, byte[] headers, byte[] body);

    /** Whether a header line carries what a sender proves itself with; such a value is never shown. */
    boolean isProof(String source, String header);

    /** What the intake said. */
    sealed interface Answer {

        /** It is a new event now, committed. */
        record Accepted(long event) implements Answer {}

        /** It was accepted before, as this event. */
        record Duplicate(long event) implements Answer {}

        /**
         * It is refused as it stands.
         *
         * @param reason a phrase for the operator
         * @param signed whether a live secret of its source verifies it now
         * @param key its idempotency key, if it got so far
         * @param event the event that it conflicts with, if it does
         */
        record Refused(
                String reason,
                boolean signed,
                @Nullable String key,
                @Nullable Long event) implements Answer {}

        /** It was not stored, or nobody knows; it can be released again. */
        record Unavailable(String sentence) implements Answer {}
    }
}
