package dev.waybill.kafka;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Stores records of a topic. */
public interface StoreRecords {

    /** The end of one try to store a record. */
    enum Ended {

        /** The inbox has it. */
        STORED,

        /** The record came as a webhook that can't be an event now, and is in quarantine. */
        KEPT,

        /** The record is no event, and is in quarantine. */
        REFUSED,

        /** Its route ended, and asked the inbox nothing. */
        UNANSWERED,

        /** Nobody knows where it is. */
        UNKNOWN;

        /** True if the offset may be committed. */
        boolean isSettled() {
            return this == STORED || this == KEPT || this == REFUSED;
        }
    }

    /** Returns the message group, in which records are stored one after another; null without one. */
    @Nullable
    String group(ConsumerRecord<byte[], byte[]> record);

    /**
     * Stores the record, or keeps it in quarantine.
     *
     * @param last true if the record goes to quarantine should its route ask the inbox nothing
     */
    CompletableFuture<Ended> store(ConsumerRecord<byte[], byte[]> record, boolean last);
}
