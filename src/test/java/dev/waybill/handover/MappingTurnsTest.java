package dev.waybill.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.outbox.TestOutbox;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

class MappingTurnsTest {

    @Test
    void as_many_are_mapped_at_once_as_there_are_cores_and_a_turn_ends_once() throws Exception {
        MappingTurns mapping = new MappingTurns(2, 1 << 20);
        MappingTurns.Turn first = mapping.enter(10);
        MappingTurns.Turn second = mapping.enter(10);
        CompletableFuture<MappingTurns.Turn> third = entering(mapping, 10);
        assertThat(third).isNotDone();
        first.close();
        first.close();
        assertThat(third).succeedsWithin(Duration.ofSeconds(5));
        assertThat(entering(mapping, 10)).isNotDone();
        second.close();
    }

    @Test
    void those_that_need_the_memory_wait_and_one_that_needs_more_than_all_runs_alone() throws Exception {
        MappingTurns mapping = new MappingTurns(8, 100 << 10);
        MappingTurns.Turn large = mapping.enter(1 << 20);
        CompletableFuture<MappingTurns.Turn> next = entering(mapping, 10);
        assertThat(next).isNotDone();
        large.close();
        assertThat(next).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void many_large_orders_at_once_do_not_cut_each_other_off() throws Exception {
        AtomicInteger mapping = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (TestOutbox outbox = new TestOutbox()) {
            outbox.with(new RouteBuilder() {
                @Override
                public void configure() {
                    from("outbox:erp?concurrency=30&attemptTimeout=400")
                            .process(exchange -> {
                                most.accumulateAndGet(mapping.incrementAndGet(), Math::max);
                                new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS); // the work of a large one
                                mapping.decrementAndGet();
                            })
                            .to("outside:erp");
                }
            });
            IntStream.range(0, 30).forEach(i -> outbox.route("event " + i, "group " + i));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> outbox.queue.attempts().size() >= 30);
            assertThat(outbox.queue.attempts())
                    .hasSize(30)
                    .allSatisfy(attempt -> assertThat(attempt).containsEntry("outcome", "DELIVERED"));
            assertThat(most).hasValueLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
        }
    }

    private static CompletableFuture<MappingTurns.Turn> entering(MappingTurns mapping, int bytes) {
        CompletableFuture<MappingTurns.Turn> entered = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                entered.complete(mapping.enter(bytes));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return entered;
    }
}
