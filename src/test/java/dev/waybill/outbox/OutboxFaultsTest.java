package dev.waybill.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.waybill.kit.Slow;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A consumer goes on when a thread of its own fails, or does not come back. */
@Slow
class OutboxFaultsTest {

    private final Thread test = Thread.currentThread();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final TestOutbox outbox = new TestOutbox(this::nanoTime);

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void an_error_in_the_thread_of_a_hand_over_costs_neither_its_permit_nor_its_lane() throws Exception {
        broken.set(true);
        outbox.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("outbox:erp?concurrency=1").to("outside:erp");
            }
        });
        outbox.route("first", "a");
        outbox.route("second", "a");
        outbox.awaitStates("DELIVERED", "DELIVERED");
    }

    @Test
    void a_stop_does_not_wait_twice_for_an_attempt_that_hangs() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        outbox.answering(exchange -> {
                    started.countDown();
                    answer.await();
                })
                .with(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("outbox:erp?attemptTimeout=60000").routeId("erp").to("outside:erp");
                    }
                });
        outbox.route("first", "a");
        started.await();
        try {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(32),
                    () -> outbox.camel.getRouteController().stopRoute("erp", 20, TimeUnit.SECONDS));
        } finally {
            answer.countDown();
        }
        outbox.awaitAttempts(1);
        assertThat(outbox.leased()).isZero();
    }

    /** The first hand-over's look at the clock ends in an Error. */
    private long nanoTime() {
        boolean consumer = Thread.currentThread() == test
                || Thread.currentThread().getName().equals("outbox:erp");
        if (!consumer && broken.getAndSet(false)) {
            throw new NoClassDefFoundError("broken");
        }
        return System.nanoTime();
    }
}
