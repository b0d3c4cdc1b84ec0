package dev.waybill.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic on a thread of its own. Offsets are committed once all records before them are stored. While they can't
 * be, the partitions are paused and the consumer stays in its group. After any failure it connects again, and reads on
 * behind the last commit.
 */
final class ReadTopic implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadTopic.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** The number of polls without a record. */
    private static final int LOOK_EVERY = 60;

    private static final long AGAIN_MILLIS = 1_000;
    private static final long CONNECT_AGAIN_MILLIS = 5_000;

    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> clients;
    private final BooleanSupplier closed;
    private final StoreRecords store;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> client;
    private @Nullable OpenRecords held;

    ReadTopic(String topic, Supplier<Consumer<byte[], byte[]>> clients, BooleanSupplier closed, StoreRecords store) {
        this.topic = topic;
        this.clients = clients;
        this.closed = closed;
        this.store = store;
    }

    void stop() {
        stopping.countDown();
        Consumer<byte[], byte[]> open = client;
        if (open != null) {
            open.wakeup();
        }
    }

    void awaitEnd(Duration most) throws InterruptedException {
        if (!ended.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("Topic {} is still read after {} s; what is not committed is read again", topic, most.toSeconds());
        }
    }

    @Override
    public void run() {
        try {
            while (!isStopping()) {
                connect();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void connect() throws InterruptedException {
        try (Consumer<byte[], byte[]> open = clients.get()) {
            client = open;
            open.subscribe(List.of(topic), new FollowPartitions(open));
            for (int idle = 0; !isStopping(); idle = read(open) ? 1 : idle + 1) {
                if (idle % LOOK_EVERY == 0) {
                    look(open);
                }
            }
        } catch (WakeupException stopped) {
            LOG.debug("Topic {} is read no more", topic);
        } catch (RuntimeException e) { // of Kafka's client, which may throw anything
            LOG.warn(
                    "Topic {} can't be read; the next try is in {} s, and no record is skipped: {}",
                    topic,
                    CONNECT_AGAIN_MILLIS / 1000,
                    BrokerFault.sentence(topic, e));
            stopping.await(CONNECT_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } finally {
            client = null;
            held = null;
        }
    }

    /** Asks for the topic: a consumer waits without a word for a topic that is missing, and for brokers that are away. */
    private void look(Consumer<byte[], byte[]> open) {
        List<PartitionInfo> partitions = open.partitionsFor(topic, PATIENCE);
        if (partitions == null || partitions.isEmpty()) {
            LOG.warn("Topic {} does not exist; it is read as soon as it does", topic);
        }
    }

    /** Returns false if there was nothing. */
    private boolean read(Consumer<byte[], byte[]> open) throws InterruptedException {
        ConsumerRecords<byte[], byte[]> polled = open.poll(POLL);
        if (polled.isEmpty()) {
            return false;
        }
        OpenRecords records = new OpenRecords(polled, store);
        held = records;
        if (!stored(records)) {
            LOG.warn("{} records of {} can't be stored now; they are held and tried again", records.number(), topic);
            open.pause(open.assignment());
            while (!isStopping() && !stored(records)) {
                stopping.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                stayInGroup(open);
            }
            open.resume(open.assignment());
        }
        held = null;
        if (records.areStored()) {
            commit(open, records);
        }
        return true;
    }

    private boolean stored(OpenRecords records) throws InterruptedException {
        if (!closed.getAsBoolean() && !records.areStored()) {
            records.store();
        }
        return records.areStored();
    }

    /** Polls the paused partitions. Records that come nonetheless are read again later. */
    private static void stayInGroup(Consumer<byte[], byte[]> open) {
        ConsumerRecords<byte[], byte[]> none = open.poll(Duration.ZERO);
        none.partitions()
                .forEach(partition ->
                        open.seek(partition, none.records(partition).getFirst().offset()));
    }

    private void commit(Consumer<byte[], byte[]> open, OpenRecords records) {
        try {
            open.commitSync(records.ends());
        } catch (CommitFailedException | RebalanceInProgressException | RetriableCommitFailedException e) {
            LOG.info(
                    "Records of {} are stored; they may be read again, by the hub that has their partition now", topic);
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** Lets go of what belongs to another hub, and holds new partitions like those that are held. */
    private final class FollowPartitions implements ConsumerRebalanceListener {

        private final Consumer<byte[], byte[]> open;

        FollowPartitions(Consumer<byte[], byte[]> open) {
            this.open = open;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (held != null) {
                open.pause(partitions);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (held != null) {
                held.drop(partitions);
            }
        }
    }
}
