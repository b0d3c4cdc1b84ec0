package dev.waybill.inbox;

import static dev.waybill.inbox.TestIntake.arrival;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.batch.Deadline;
import dev.waybill.inbox.PendingArrival.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each sender gets one outcome, and an event loop is woken once for all of its senders. */
class PendingArrivalTest {

    private final ExecutorService loop = Executors.newSingleThreadExecutor();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final Executor counted = task -> {
        wakeUps.incrementAndGet();
        loop.execute(task);
    };

    @AfterEach
    void close() {
        loop.shutdownNow();
    }

    @Test
    void one_that_throws_costs_its_neighbours_nothing() throws Exception {
        AtomicInteger told = new AtomicInteger();
        List<Reply> batch = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int nth = i;
            PendingArrival arrival = pending("k-" + i, counted, outcome -> {
                told.incrementAndGet();
                if (nth == 1) {
                    throw new AssertionError("its route could not go on");
                }
            });
            batch.add(new Reply(arrival, new IntakeOutcome.Stored(1)));
        }

        Reply.send(batch);
        Reply.send(batch);

        loop.shutdown();
        assertThat(loop.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(told).hasValue(3);
        assertThat(wakeUps).hasValue(1);
    }

    @Test
    void a_thread_that_is_gone_is_no_fault() {
        loop.shutdown();
        PendingArrival arrival = pending("k", loop, outcome -> {});

        Reply.send(List.of(new Reply(arrival, new IntakeOutcome.Stored(1))));
    }

    @Test
    void only_the_first_outcome_counts() {
        List<IntakeOutcome> told = new ArrayList<>();
        PendingArrival arrival = pending("k", Runnable::run, told::add);
        assertThat(arrival.isAwaited()).isTrue();

        Reply.send(List.of(new Reply(arrival, new IntakeOutcome.Stored(1))));
        Reply.toAll(List.of(arrival.request()), new IntakeOutcome.Unknown("too late", null));
        Reply.send(List.of(new Reply(arrival, new IntakeOutcome.Unknown("too late", null))));

        assertThat(told).containsExactly(new IntakeOutcome.Stored(1));
        assertThat(arrival.isAwaited()).isFalse();
    }

    private static PendingArrival pending(String key, Executor goesOnIn, Consumer<IntakeOutcome> sender) {
        return new PendingRequest(
                        List.of(arrival(key, "{}")),
                        new Deadline(Long.MAX_VALUE),
                        goesOnIn,
                        outcomes -> sender.accept(outcomes.getFirst()))
                .arrivals()
                .getFirst();
    }
}
