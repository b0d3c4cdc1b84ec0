package dev.waybill.kafka;

import dev.waybill.availability.ReaderTroubles.Ear;
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
public final class ReadTopic implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadTopic.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STORED_WITHIN = Duration.ofMinutes(1);
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(5);
    /** The number of polls without a record. */
    private static final int LOOK_EVERY = 20;

    private static final long AGAIN_MILLIS = 1_000;
    private static final long CONNECT_AGAIN_MILLIS = 5_000;

    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> clients;
    private final BooleanSupplier closed;
    private final StoreRecords store;
    private final Ear trouble;
    private final SlowDown slowDown = new SlowDown(System::nanoTime);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> client;
    private @Nullable OpenRecords held;

    /**
     * @param clients makes a consumer, with the settings of {@link SafeReading}
     * @param closed true while nothing can be stored
     * @param trouble hears why the topic can't be read
     */
    public ReadTopic(
            String topic,
            Supplier<Consumer<byte[], byte[]>> clients,
            BooleanSupplier closed,
            StoreRecords store,
            Ear trouble) {
        this.topic = topic;
        this.clients = clients;
        this.closed = closed;
        this.store = store;
        this.trouble = trouble;
    }

    public void stop() {
        stopping.countDown();
        Consumer<byte[], byte[]> open = client;
        if (open != null) {
            open.wakeup();
        }
    }

    public void awaitEnd(Duration most) throws InterruptedException {
        if (!ended.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("Topic {} is still read after {} s; what is not committed is read again", topic, most.toSeconds());
        }
    }

    @Override
    public void run() {
        try {
            while (!isStopping()) {
                connect();
                stopping.await(CONNECT_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            trouble.hear(null);
            ended.countDown();
        }
    }

    /** Reads until the stop or the first failure. */
    private void connect() throws InterruptedException {
        Consumer<byte[], byte[]> open = null;
        try {
            open = clients.get();
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
            tellFailed(BrokerFault.sentence(topic, e), null);
        } catch (Error e) { // such as a lack of memory that passes: nobody else would read on
            tellFailed(e.toString(), e);
        } finally {
            client = null;
            held = null;
            close(open);
        }
    }

    private void tellFailed(String why, @Nullable Error fault) {
        trouble.hear("The topic %s can't be read: %s. No record is lost.".formatted(topic, why));
        LOG.warn(
                "Topic {} can't be read; the next try is in {} s, and no record is skipped: {}",
                topic,
                CONNECT_AGAIN_MILLIS / 1000,
                why,
                fault);
    }

    private void close(@Nullable Consumer<byte[], byte[]> open) {
        try {
            if (open != null) {
                open.close(CLOSED_WITHIN);
            }
        } catch (RuntimeException | Error e) {
            LOG.debug("The client of topic {} did not close", topic, e);
        }
    }

    /** Asks for topic and ends: a consumer waits without a word for a missing topic, and for brokers that are away. */
    private void look(Consumer<byte[], byte[]> open) {
        List<PartitionInfo> partitions = open.partitionsFor(topic, PATIENCE);
        if (partitions == null || partitions.isEmpty()) {
            LOG.warn("Topic {} does not exist; it is read as soon as it does", topic);
            trouble.hear("The topic %s does not exist; it is read as soon as it does.".formatted(topic));
        } else {
            open.endOffsets(open.assignment(), PATIENCE); // of the topic it may know enough to ask nobody
            trouble.hear(null);
        }
    }

    /** Returns false if there was nothing. */
    private boolean read(Consumer<byte[], byte[]> open) throws InterruptedException {
        ConsumerRecords<byte[], byte[]> polled = open.poll(POLL);
        if (polled.isEmpty()) {
            return false;
        }
        OpenRecords records = new OpenRecords(polled, store, this::isStopping, STORED_WITHIN);
        held = records;
        if (!stored(records)) {
            tellHeld(records);
            open.pause(open.assignment());
            while (!isStopping() && !stored(records)) {
                stopping.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                stayInGroup(open);
            }
            open.resume(open.assignment());
        }
        held = null;
        if (records.areStored()) {
            trouble.hear(null);
            commit(open, records);
        }
        return true;
    }

    private boolean stored(OpenRecords records) throws InterruptedException {
        int most = closed.getAsBoolean() ? 0 : slowDown.most();
        if (most > 0 && !records.areStored()) {
            records.store(most, slowDown::ended);
        }
        return records.areStored();
    }

    private void tellHeld(OpenRecords records) {
        if (slowDown.isOn()) {
            LOG.warn(
                    "The last {} records of {} were no events and went to quarantine, which says why: mend the source's"
                            + " settings or the route. One record a minute is tried until one is stored",
                    SlowDown.AFTER,
                    topic);
            trouble.hear(
                    "The last %d records of the topic %s were no events: one a minute is tried. Mend the source or the route."
                            .formatted(SlowDown.AFTER, topic));
        } else {
            LOG.warn("{} records of {} can't be stored now; they are held and tried again", records.number(), topic);
        }
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
