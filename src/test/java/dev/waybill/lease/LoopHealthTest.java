package dev.waybill.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cluster.Loop;
import dev.waybill.cluster.Wakeup;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.health.HealthCheck.State;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LoopHealthTest {

    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final Wakeup wakeup = new Wakeup();
    private final Loop loop = new Loop("loop", wakeup, () -> {
        if (broken.get()) {
            throw new IllegalStateException("away");
        }
    });

    @Test
    void it_is_down_while_steps_fail_and_up_with_the_first_that_succeeds() throws InterruptedException {
        LoopHealth health = new LoopHealth("outbox:erp", () -> loop);
        assertThat(health.call().getState()).isEqualTo(State.UP);

        loop.start();
        Awaitility.await().until(() -> health.call().getState() == State.DOWN);

        broken.set(false);
        wakeup.wake();
        Awaitility.await().until(() -> health.call().getState() == State.UP);
        loop.stop();
    }

    @Test
    void a_consumer_that_never_started_is_up() {
        assertThat(new LoopHealth("outbox:erp", () -> null).call().getState()).isEqualTo(State.UP);
    }
}
