package dev.waybill.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker's loop outlives whatever its step throws. */
class LoopTest {

    private final Wakeup wakeup = new Wakeup();

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class, NoClassDefFoundError.class})
    void a_step_that_throws_is_tried_again_without_a_ring(Class<? extends Throwable> thrown) throws Exception {
        var steps = new AtomicInteger();
        var succeeded = new CountDownLatch(1);
        var loop = new Loop("test", wakeup, () -> {
            if (steps.incrementAndGet() < 3) {
                LoopTest.<RuntimeException>sneak(thrown);
            }
            succeeded.countDown();
        });
        loop.start();
        try {
            assertThat(succeeded.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            loop.stop();
        }
    }

    @Test
    void stopping_waits_for_the_present_step() throws Exception {
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var left = new AtomicInteger();
        var loop = new Loop("test", wakeup, () -> {
            entered.countDown();
            leave.await();
            left.incrementAndGet();
        });
        loop.start();
        entered.await();
        Thread stopping = Thread.ofPlatform().start(() -> stop(loop));
        leave.countDown();
        stopping.join();
        assertThat(left).hasValue(1);
    }

    private static void stop(Loop loop) {
        try {
            loop.stop();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
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
