package dev.waybill.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.availability.ReaderTroubles;
import dev.waybill.kafka.StoreRecords.Ended;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reading of a topic, with Kafka's own stand-in of a consumer. */
class ReadTopicTest {

    private static final TopicPartition P0 = new TopicPartition("orders", 0);
    private static final TopicPartition P1 = new TopicPartition("orders", 1);

    private final Store store = new Store();
    private final List<MockConsumer<byte[], byte[]>> clients = new CopyOnWriteArrayList<>();
    private final ReaderTroubles troubles = new ReaderTroubles();
    private final ReadTopic reading =
            new ReadTopic("orders", this::client, () -> store.closed, store, troubles.ofReader());

    @AfterEach
    void stop() throws InterruptedException {
        reading.stop();
        reading.awaitEnd(Duration.ofSeconds(10));
    }

    private MockConsumer<byte[], byte[]> client() {
        var client = new MockConsumer<byte[], byte[]>(OffsetResetStrategy.EARLIEST);
        client.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
        client.updateEndOffsets(Map.of(P0, 0L, P1, 0L));
        client.updatePartitions("orders", List.of(there(P0), there(P1)));
        clients.add(client);
        return client;
    }

    private static PartitionInfo there(TopicPartition partition) {
        return new PartitionInfo(partition.topic(), partition.partition(), null, null, null);
    }

    private MockConsumer<byte[], byte[]> start() {
        Thread.ofVirtual().start(reading);
        await().until(() ->
                !clients.isEmpty() && !clients.getFirst().subscription().isEmpty());
        return clients.getFirst();
    }

    private static void arrive(MockConsumer<byte[], byte[]> client, TopicPartition at, String... keys) {
        client.schedulePollTask(() -> {
            if (!client.assignment().contains(at)) {
                client.rebalance(Set.of(P0, P1));
            }
            for (int i = 0; i < keys.length; i++) {
                client.addRecord(new ConsumerRecord<>(
                        "orders", at.partition(), i, keys[i].getBytes(UTF_8), "{}".getBytes(UTF_8)));
            }
        });
    }

    private static Long committed(MockConsumer<byte[], byte[]> client, TopicPartition at) {
        OffsetAndMetadata committed = client.committed(Set.of(at)).get(at);
        return committed == null ? null : committed.offset();
    }

    @Test
    void an_offset_is_committed_after_the_record_is_stored_and_not_before() {
        MockConsumer<byte[], byte[]> client = start();
        arrive(client, P0, "a", "b");

        await().until(() -> store.asked.size() == 2);
        store.answer("orders-0@1", true);
        await().during(Duration.ofMillis(300)).until(() -> committed(client, P0) == null);
        store.answer("orders-0@0", true);
        await().untilAsserted(() -> assertThat(committed(client, P0)).isEqualTo(2));
    }

    @Test
    void records_of_a_group_are_stored_one_after_another_and_behind_a_failure_none() {
        MockConsumer<byte[], byte[]> client = start();
        arrive(client, P0, "a", "a", "b");

        await().until(() -> store.asked.size() == 2);
        assertThat(store.asked).containsExactly("orders-0@0", "orders-0@2");
        store.answer("orders-0@2", true);
        store.answer("orders-0@0", false);

        await().until(() -> store.asked.size() == 3);
        assertThat(store.asked).endsWith("orders-0@0");
        store.answer("orders-0@0", true);
        await().until(() -> store.asked.size() == 4);
        assertThat(store.asked).endsWith("orders-0@1");
        assertThat(committed(client, P0)).isNull();
        store.answer("orders-0@1", true);
        await().untilAsserted(() -> assertThat(committed(client, P0)).isEqualTo(3));
    }

    @Test
    void what_can_not_be_stored_pauses_the_partitions_and_the_consumer_goes_on_polling() {
        MockConsumer<byte[], byte[]> client = start();
        store.closed = true;
        arrive(client, P0, "a");

        await().untilAsserted(() -> assertThat(client.paused()).containsExactlyInAnyOrder(P0, P1));
        assertThat(store.asked).isEmpty();
        store.closed = false;
        await().until(() -> store.asked.size() == 1);
        store.answer("orders-0@0", true);
        await().untilAsserted(() -> assertThat(client.paused()).isEmpty());
        assertThat(committed(client, P0)).isEqualTo(1);
    }

    @Test
    void a_held_record_of_a_partition_that_another_hub_has_now_is_left_to_it() {
        MockConsumer<byte[], byte[]> client = start();
        store.closed = true;
        arrive(client, P0, "a");
        await().untilAsserted(() -> assertThat(client.paused()).isNotEmpty());

        client.schedulePollTask(() -> client.rebalance(Set.of(P1)));
        await().until(() -> client.assignment().equals(Set.of(P1)));
        store.closed = false;
        arrive(client, P1, "b");

        await().until(() -> store.asked.contains("orders-1@0"));
        store.answer("orders-1@0", true);
        await().untilAsserted(() -> assertThat(committed(client, P1)).isEqualTo(1));
        assertThat(store.asked).containsExactly("orders-1@0");
        assertThat(client.paused()).doesNotContain(P1);
    }

    @Test
    void a_failure_of_the_client_skips_no_record_and_begins_anew() {
        MockConsumer<byte[], byte[]> client = start();
        store.closed = true;
        arrive(client, P0, "a");
        await().untilAsserted(() -> assertThat(client.paused()).isNotEmpty());
        client.schedulePollTask(() -> client.setPollException(new AuthorizationException("no right")));
        await().untilAsserted(() -> assertThat(troubles.now())
                .singleElement()
                .asString()
                .startsWith("The topic orders can't be read: ")
                .contains("no right"));

        MockConsumer<byte[], byte[]> next = second();
        assertThat(client.closed()).isTrue();
        assertThat(store.asked).isEmpty();
        store.closed = false;
        isStoredBy(next);
        await().until(() -> troubles.now().isEmpty());
    }

    @Test
    void an_error_does_not_end_the_reading() {
        MockConsumer<byte[], byte[]> client = start();
        store.fault.set(new StackOverflowError("of a step"));
        arrive(client, P0, "a");
        isStoredBy(second());
    }

    private MockConsumer<byte[], byte[]> second() {
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        clients.size() == 2 && !clients.getLast().subscription().isEmpty());
        return clients.getLast();
    }

    private void isStoredBy(MockConsumer<byte[], byte[]> next) {
        arrive(next, P0, "a");
        await().until(() -> store.asked.size() == 1);
        store.answer("orders-0@0", true);
        await().untilAsserted(() -> assertThat(committed(next, P0)).isEqualTo(1));
    }

    @Test
    void a_stop_during_a_hold_ends_the_reading_and_commits_nothing() throws InterruptedException {
        MockConsumer<byte[], byte[]> client = start();
        store.closed = true;
        arrive(client, P0, "a");
        await().untilAsserted(() -> assertThat(client.paused()).isNotEmpty());
        List<Map<?, ?>> commits = new CopyOnWriteArrayList<>();
        client.schedulePollTask(() -> commits.add(client.committed(Set.of(P0))));

        long begun = System.nanoTime();
        reading.stop();
        reading.awaitEnd(Duration.ofSeconds(10));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(client.closed()).isTrue();
        assertThat(store.asked).isEmpty();
    }

    @Test
    void a_topic_whose_records_are_all_refused_is_held() {
        MockConsumer<byte[], byte[]> client = start();
        String[] keys =
                IntStream.range(0, SlowDown.AFTER).mapToObj(i -> "k" + i).toArray(String[]::new);
        arrive(client, P0, keys);
        await().until(() -> store.asked.size() == SlowDown.AFTER);
        store.answers.values().forEach(answer -> answer.complete(Ended.REFUSED));
        await().untilAsserted(() -> assertThat(committed(client, P0)).isEqualTo(SlowDown.AFTER));

        arrive(client, P1, "a", "b");
        await().untilAsserted(() -> assertThat(client.paused()).containsExactlyInAnyOrder(P0, P1));
        assertThat(store.asked).hasSize(SlowDown.AFTER);
    }

    private static final class Store implements StoreRecords {

        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final Map<String, CompletableFuture<Ended>> answers = new ConcurrentSkipListMap<>();
        private final AtomicReference<Error> fault = new AtomicReference<>();
        private volatile boolean closed;

        @Override
        public String group(ConsumerRecord<byte[], byte[]> record) {
            return new String(record.key(), UTF_8);
        }

        @Override
        public CompletableFuture<Ended> store(ConsumerRecord<byte[], byte[]> record, boolean last) {
            Error thrown = fault.getAndSet(null);
            if (thrown != null) {
                throw thrown;
            }
            CompletableFuture<Ended> answer = new CompletableFuture<>();
            answers.put(RecordText.place(record), answer);
            asked.add(RecordText.place(record));
            return answer;
        }

        private void answer(String place, boolean stored) {
            Objects.requireNonNull(answers.get(place)).complete(stored ? Ended.STORED : Ended.UNKNOWN);
        }
    }
}
