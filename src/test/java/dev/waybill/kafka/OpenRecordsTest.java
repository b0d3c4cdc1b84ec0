package dev.waybill.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kafka.StoreRecords.Ended;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The records of one poll, tried until each is settled. */
class OpenRecordsTest {

    private final List<String> tries = new CopyOnWriteArrayList<>();
    private final Deque<CompletableFuture<Ended>> answers = new ArrayDeque<>();
    private boolean stopping;

    private OpenRecords open(int number) {
        List<ConsumerRecord<byte[], byte[]>> records = IntStream.range(0, number)
                .mapToObj(i -> new ConsumerRecord<>("t", 0, i, "a".getBytes(UTF_8), new byte[0]))
                .toList();
        StoreRecords store = new StoreRecords() {

            @Override
            public String group(ConsumerRecord<byte[], byte[]> record) {
                return "one";
            }

            @Override
            public CompletableFuture<Ended> store(ConsumerRecord<byte[], byte[]> record, boolean last) {
                tries.add(record.offset() + (last ? " last" : ""));
                CompletableFuture<Ended> answer = answers.poll();
                return answer == null ? CompletableFuture.completedFuture(Ended.UNANSWERED) : answer;
            }
        };
        return new OpenRecords(
                new ConsumerRecords<>(Map.of(new TopicPartition("t", 0), records)),
                store,
                () -> stopping,
                Duration.ofMillis(200));
    }

    private static void store(OpenRecords records) throws InterruptedException {
        records.store(Integer.MAX_VALUE, end -> {});
    }

    @Test
    void the_tenth_try_of_a_record_that_its_route_does_not_store_is_the_last() throws InterruptedException {
        OpenRecords records = open(1);
        answers.add(CompletableFuture.completedFuture(Ended.UNKNOWN)); // does not count
        for (int i = 0; i < 11; i++) {
            assertThat(tries).doesNotContain("0 last");
            store(records);
        }
        assertThat(tries).hasSize(11).endsWith("0", "0 last");
    }

    @Test
    void a_record_that_still_runs_when_time_is_up_is_waited_for_and_runs_once() throws InterruptedException {
        OpenRecords records = open(2);
        CompletableFuture<Ended> slow = new CompletableFuture<>();
        answers.add(slow);
        answers.add(CompletableFuture.completedFuture(Ended.STORED));
        store(records);
        store(records);
        assertThat(tries).containsExactly("0");
        assertThat(records.number()).isEqualTo(2);

        slow.complete(Ended.STORED);
        store(records);
        assertThat(tries).containsExactly("0", "1");
        assertThat(records.areStored()).isTrue();
    }

    @Test
    void a_stop_begins_no_further_record_of_a_group() throws InterruptedException {
        OpenRecords records = open(2);
        stopping = true;
        answers.add(CompletableFuture.completedFuture(Ended.STORED));
        store(records);
        assertThat(tries).containsExactly("0");
        assertThat(records.number()).isEqualTo(1);
    }

    @Test
    void a_record_that_fails_without_an_answer_is_tried_again() throws InterruptedException {
        OpenRecords records = open(1);
        answers.add(CompletableFuture.failedFuture(new StackOverflowError()));
        answers.add(CompletableFuture.completedFuture(Ended.STORED));
        store(records);
        assertThat(records.number()).isEqualTo(1);
        store(records);
        assertThat(records.areStored()).isTrue();
    }
}
