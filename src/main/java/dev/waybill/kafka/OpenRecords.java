package dev.waybill.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of one poll, until all are stored. Records of one message group are stored one after another, since a
 * commit that they share would have no order; all others together.
 */
final class OpenRecords {

    private static final long PATIENCE_SECONDS = 240;

    private final StoreRecords store;
    private final Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
    private List<Open> open = new ArrayList<>();

    private record Open(ConsumerRecord<byte[], byte[]> record, TopicPartition partition, String group) {}

    OpenRecords(ConsumerRecords<byte[], byte[]> polled, StoreRecords store) {
        this.store = store;
        for (TopicPartition partition : polled.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
                String group = store.group(record);
                open.add(new Open(record, partition, group == null ? "" : group));
                ends.put(partition, new OffsetAndMetadata(record.offset() + 1));
            }
        }
    }

    boolean areStored() {
        return open.isEmpty();
    }

    int number() {
        return open.size();
    }

    /** Returns where the next record of each partition is. */
    Map<TopicPartition, OffsetAndMetadata> ends() {
        return ends;
    }

    /** Forgets the records of partitions that another hub has now: it reads them again. */
    void drop(Collection<TopicPartition> partitions) {
        open.removeIf(each -> partitions.contains(each.partition()));
        partitions.forEach(ends::remove);
    }

    /** Tries each open record once, and those behind a failed one of their group not at all. */
    void store() throws InterruptedException {
        Map<String, CompletableFuture<Boolean>> lastOfGroup = new HashMap<>();
        List<CompletableFuture<Boolean>> results = new ArrayList<>(open.size());
        for (Open each : open) {
            CompletableFuture<Boolean> before = lastOfGroup.get(each.group());
            CompletableFuture<Boolean> result = before == null
                    ? store.store(each.record())
                    : before.thenComposeAsync(
                            stored -> stored ? store.store(each.record()) : CompletableFuture.completedFuture(false),
                            Thread::startVirtualThread);
            results.add(result);
            if (!each.group().isEmpty()) {
                lastOfGroup.put(each.group(), result);
            }
        }
        await(CompletableFuture.allOf(results.toArray(CompletableFuture[]::new)));
        List<Open> left = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            if (!results.get(i).join()) {
                left.add(open.get(i));
            }
        }
        open = left;
    }

    private static void await(CompletableFuture<Void> all) throws InterruptedException {
        try {
            all.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a record ran through its route without an end", e);
        }
    }
}
