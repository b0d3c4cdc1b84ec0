package dev.waybill.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.HealthNode;
import dev.waybill.handover.TestQueue;
import dev.waybill.settings.BadSetting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ratePerSecond} for all nodes together. Time passes by moving the bucket's row, never by waiting. */
class RateTest {

    private final TestQueue queue = TestQueue.fresh();

    @Test
    void one_second_s_worth_comes_at_once_and_then_what_the_time_brings() {
        HealthNode node = limited(5);
        queue.fill("erp", 100);
        double start = clock();
        int leased = node.lease(50).size();
        assertThat(leased).isEqualTo(5);
        for (int second = 1; second <= 5; second++) {
            pass(1);
            leased += node.lease(50).size();
            assertThat(leased).isBetween(5 + 5 * second, (int) (5 + 5 * (second + clock() - start)));
        }
    }

    @Test
    void time_without_work_gathers_no_burst() {
        HealthNode node = limited(5);
        queue.fill("erp", 100);
        node.lease(50);
        pass(3600);
        assertThat(node.lease(50)).hasSize(5);
    }

    @Test
    void a_fraction_lets_one_through_every_few_seconds_and_says_when() {
        HealthNode node = limited(0.1);
        queue.fill("erp", 10);
        assertThat(node.permitted(8)).satisfies(permitted -> {
            assertThat(permitted.leased()).hasSize(1);
            assertThat(permitted.next()).isCloseTo(Duration.ofSeconds(10), Duration.ofSeconds(1));
        });
        pass(5);
        assertThat(node.permitted(8)).satisfies(permitted -> {
            assertThat(permitted.leased()).isEmpty();
            assertThat(permitted.next()).isCloseTo(Duration.ofSeconds(5), Duration.ofSeconds(1));
        });
        pass(5);
        assertThat(node.lease(8)).hasSize(1);
    }

    @Test
    void all_nodes_together_keep_it() throws Exception {
        queue.fill("erp", 200);
        double start = clock();
        List<HealthNode> nodes = IntStream.range(0, 4).mapToObj(i -> limited(3)).toList();
        int leased = 0;
        for (int second = 0; second < 10; second++) {
            leased += together(nodes);
            pass(1);
        }
        assertThat(leased)
                .as("what is there at once, and what the time brought")
                .isBetween(30, (int) (3 + 3 * (9 + clock() - start)));
    }

    @Test
    void what_was_allowed_and_not_leased_is_not_charged() {
        HealthNode node = limited(5);
        queue.fill("erp", 2);
        assertThat(node.permitted(50)).satisfies(permitted -> {
            assertThat(permitted.leased()).hasSize(2);
            assertThat(permitted.next()).as("there was no more").isNull();
        });
        assertThat(queue.jdbc
                        .sql("SELECT tokens FROM outbox_rate")
                        .query(Double.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void concurrency_that_is_used_up_is_no_matter_of_the_rate() {
        HealthNode node = limited(5);
        queue.fill("erp", 10);
        assertThat(node.permitted(2)).satisfies(permitted -> {
            assertThat(permitted.leased()).hasSize(2);
            assertThat(permitted.next()).isNull();
        });
    }

    @Test
    void a_destination_without_a_limit_has_no_bucket() {
        queue.fill("erp", 10);
        assertThat(HealthNode.of(queue).lease(50)).hasSize(10);
        assertThat(queue.jdbc
                        .sql("SELECT count(*) FROM outbox_rate")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void nonsense_is_refused(double rate) {
        Assertions.assertThatThrownBy(() -> limited(rate)).isInstanceOf(BadSetting.class);
    }

    private int together(List<HealthNode> nodes) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        int leased = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = nodes.stream()
                    .map(node -> threads.submit(() -> {
                        go.await();
                        return node.lease(50).size();
                    }))
                    .toList();
            go.countDown();
            for (Future<Integer> one : all) {
                leased += one.get();
            }
        }
        return leased;
    }

    private HealthNode limited(double rate) {
        return new HealthNode(queue, new Limits(HealthNode.RULES, rate));
    }

    /** The database's, in seconds. */
    private double clock() {
        return queue.jdbc
                .sql("SELECT extract(epoch FROM clock_timestamp())")
                .query(Double.class)
                .single();
    }

    private void pass(int seconds) {
        queue.jdbc
                .sql("UPDATE outbox_rate SET filled_at = filled_at - make_interval(secs => :seconds)")
                .param("seconds", (double) seconds)
                .update();
    }
}
