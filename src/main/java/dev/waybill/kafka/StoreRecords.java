package dev.waybill.kafka;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Where records go. */
interface StoreRecords {

    /** Returns the message group, in which records are stored one after another; null without one. */
    @Nullable
    String group(ConsumerRecord<byte[], byte[]> record);

    /** Stores the record, or keeps it in quarantine; false if neither is certain. */
    CompletableFuture<Boolean> store(ConsumerRecord<byte[], byte[]> record);
}
