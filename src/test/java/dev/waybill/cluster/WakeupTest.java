package dev.waybill.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WakeupTest {

    private final Wakeup wakeup = new Wakeup();
    private final CountDownLatch woken = new CountDownLatch(1);
    private Thread sleeper;

    @AfterEach
    void interrupt() {
        if (sleeper != null) {
            sleeper.interrupt();
        }
    }

    @Test
    void a_ring_before_the_wait_is_not_lost() throws InterruptedException {
        wakeup.wake();
        sleep();
        assertThat(sleeper.join(Duration.ofSeconds(10))).isTrue();
        assertThat(woken.getCount()).isZero();
    }

    @Test
    void a_ring_ends_the_wait() throws InterruptedException {
        sleep();
        await().until(() -> sleeper.getState() == Thread.State.WAITING);
        wakeup.wake();
        assertThat(sleeper.join(Duration.ofSeconds(10))).isTrue();
        assertThat(woken.getCount()).isZero();
    }

    @Test
    void many_rings_wake_once() throws InterruptedException {
        wakeup.wake();
        wakeup.wake();
        wakeup.wake();
        wakeup.await();
        sleep();
        await().until(() -> sleeper.getState() == Thread.State.WAITING);
        assertThat(woken.getCount()).isEqualTo(1);
    }

    private void sleep() {
        sleeper = Thread.ofPlatform().daemon().start(() -> {
            try {
                wakeup.await();
                woken.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
