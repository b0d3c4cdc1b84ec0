package dev.waybill.kafka;

import dev.waybill.kafka.StoreRecords.Ended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records of one poll, until all are stored. Records of one message group are stored one after another, since a
 * commit that they share would have no order; all others together.
 */
final class OpenRecords {

    /** The tries that a record has whose route asks the inbox nothing. */
    static final int TRIES = 10;

    private final StoreRecords store;
    private final BooleanSupplier stopping;
    private final Duration patience;
    private final Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
    private final List<Open> open = new ArrayList<>();

    private static final class Open {

        private final ConsumerRecord<byte[], byte[]> record;
        private final TopicPartition partition;
        private final String group;
        private int unanswered;
        private volatile @Nullable CompletableFuture<Ended> running;

        Open(ConsumerRecord<byte[], byte[]> record, TopicPartition partition, String group) {
            this.record = record;
            this.partition = partition;
            this.group = group;
        }
    }

    /**
     * @param stopping true once no further record may be begun
     * @param patience the time that one call takes at most, far below {@code max.poll.interval.ms}
     */
    OpenRecords(
            ConsumerRecords<byte[], byte[]> polled, StoreRecords store, BooleanSupplier stopping, Duration patience) {
        this.store = store;
        this.stopping = stopping;
        this.patience = patience;
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
        open.removeIf(each -> partitions.contains(each.partition));
        partitions.forEach(ends::remove);
    }

    /**
     * Tries open records once, and those behind a failed one of their group not at all. A record that still runs when
     * time is up is waited for by the next call.
     *
     * @param most the number of records to try
     * @param told hears how each try ended
     */
    void store(int most, Consumer<Ended> told) throws InterruptedException {
        long begun = System.nanoTime();
        BooleanSupplier over = () -> stopping.getAsBoolean() || System.nanoTime() - begun >= patience.toNanos();
        List<Open> tried = List.copyOf(open.subList(0, Math.min(most, open.size())));
        Map<String, CompletableFuture<Ended>> lastOfGroup = new HashMap<>();
        List<CompletableFuture<Ended>> results = new ArrayList<>(tried.size());
        for (Open each : tried) {
            CompletableFuture<Ended> before = lastOfGroup.get(each.group);
            CompletableFuture<Ended> result = before == null
                    ? run(each)
                    : before.thenComposeAsync(
                            end -> end.isSettled() && !over.getAsBoolean()
                                    ? run(each)
                                    : CompletableFuture.completedFuture(Ended.UNKNOWN),
                            Thread::startVirtualThread);
            results.add(result);
            if (!each.group.isEmpty()) {
                lastOfGroup.put(each.group, result);
            }
        }
        await(CompletableFuture.allOf(results.toArray(CompletableFuture[]::new)));
        for (int i = 0; i < tried.size(); i++) {
            if (results.get(i).isDone()) {
                ended(
                        tried.get(i),
                        results.get(i).exceptionally(failed -> Ended.UNKNOWN).join(),
                        told);
            }
        }
    }

    private CompletableFuture<Ended> run(Open each) {
        CompletableFuture<Ended> running = each.running;
        if (running == null) {
            running = store.store(each.record, each.unanswered + 1 >= TRIES);
            each.running = running;
        }
        return running;
    }

    private void ended(Open each, Ended end, Consumer<Ended> told) {
        each.running = null;
        told.accept(end);
        if (end.isSettled()) {
            open.remove(each);
        } else if (end == Ended.UNANSWERED) {
            each.unanswered++;
        }
    }

    private void await(CompletableFuture<Void> all) throws InterruptedException {
        try {
            all.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // each record's own end counts
        }
    }
}
