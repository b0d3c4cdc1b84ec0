package dev.waybill.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SelfThrottledTest {

    private long now;
    private long takes;
    private int measured;
    private boolean fails;

    private final SelfThrottled sparingly = new SelfThrottled(Duration.ofSeconds(5), this::measure, () -> now);

    @Test
    void it_measures_at_once_and_then_rests() {
        tickAfter(0);
        tickAfter(4_999);
        assertThat(measured).isEqualTo(1);
        tickAfter(1);
        assertThat(measured).isEqualTo(2);
    }

    @Test
    void what_took_long_rests_fifty_times_as_long() {
        takes = 2_000;
        tickAfter(0);
        tickAfter(99_999);
        assertThat(measured).isEqualTo(1);
        tickAfter(1);
        assertThat(measured).isEqualTo(2);
    }

    @Test
    void a_failure_is_thrown_and_rests_too() {
        takes = 1_000;
        fails = true;
        assertThatThrownBy(() -> tickAfter(0)).isInstanceOf(IllegalStateException.class);
        tickAfter(49_999);
        assertThat(measured).isEqualTo(1);
    }

    private void tickAfter(long millis) {
        now += Duration.ofMillis(millis).toNanos();
        sparingly.tick();
    }

    private void measure() {
        measured++;
        now += Duration.ofMillis(takes).toNanos();
        if (fails) {
            throw new IllegalStateException("too slow");
        }
    }
}
