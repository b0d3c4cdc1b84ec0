package dev.waybill.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopTest {

    private final Wakeup wakeup = new Wakeup();
    private final AtomicInteger steps = new AtomicInteger();
    private Loop loop = new Loop("test", wakeup, steps::incrementAndGet);

    @AfterEach
    void stop() throws InterruptedException {
        loop.stop();
    }

    @Test
    void it_takes_a_step_at_the_start_and_one_for_each_ring() {
        loop.start();
        await().untilAtomic(steps, Matchers.equalTo(1));
        wakeup.wake();
        await().untilAtomic(steps, Matchers.equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class, NoClassDefFoundError.class})
    void a_step_that_throws_is_tried_again_without_a_ring(Class<? extends Throwable> thrown) {
        loop = new Loop("test", wakeup, () -> {
            if (steps.incrementAndGet() < 3) {
                LoopTest.<RuntimeException>sneak(thrown);
            }
        });
        loop.start();
        await().untilAtomic(steps, Matchers.equalTo(3));
        wakeup.wake();
        await().untilAtomic(steps, Matchers.greaterThanOrEqualTo(4));
    }

    @Test
    void stopping_waits_for_the_step_and_takes_no_other() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        loop = new Loop("test", wakeup, () -> {
            steps.incrementAndGet();
            inside.countDown();
            goOn.await();
        });
        loop.start();
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        Thread stopping = Thread.ofPlatform().daemon().start(this::stopUnchecked);
        await().until(() -> stopping.getState() == Thread.State.WAITING);
        wakeup.wake();
        goOn.countDown();
        assertThat(stopping.join(Duration.ofSeconds(10))).isTrue();
        assertThat(steps).hasValue(1);
    }

    @Test
    void the_end_of_the_present_step_can_be_awaited() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        loop = new Loop("test", wakeup, () -> {
            inside.countDown();
            goOn.await();
        });
        loop.awaitStep();
        loop.start();
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        Thread waiting = Thread.ofPlatform().daemon().start(loop::awaitStep);
        await().until(() -> waiting.getState() == Thread.State.WAITING);
        goOn.countDown();
        assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void stopping_ends_the_pause_after_a_failure() throws InterruptedException {
        loop = new Loop("test", wakeup, () -> {
            steps.incrementAndGet();
            throw new IllegalStateException("the database is away");
        });
        loop.start();
        await().untilAtomic(steps, Matchers.greaterThanOrEqualTo(4));
        Thread stopping = Thread.ofPlatform().daemon().start(this::stopUnchecked);
        assertThat(stopping.join(Duration.ofMillis(500))).isTrue();
    }

    private void stopUnchecked() {
        try {
            loop.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Class<? extends Throwable> type) throws T {
        try {
            throw (T) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
