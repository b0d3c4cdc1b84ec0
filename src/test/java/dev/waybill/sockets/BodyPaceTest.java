package dev.waybill.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BodyPaceTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final long began = Long.MAX_VALUE - 3 * SECOND; // a monotonic clock may overflow
    private final BodyPace pace = new BodyPace(new BodyPace.Least(1000, Duration.ofSeconds(5)), began, () -> {});

    @Test
    void a_sender_may_stumble_within_a_window() {
        assertThat(pace.isSlow(began + 4 * SECOND)).isFalse();
        pace.came(5000);
        assertThat(pace.isSlow(began + 5 * SECOND)).isFalse();
    }

    @Test
    void too_little_in_a_window_is_slow() {
        pace.came(4999);
        assertThat(pace.isSlow(began + 5 * SECOND)).isTrue();
    }

    @Test
    void what_came_in_one_window_does_not_count_in_the_next() {
        pace.came(1_000_000);
        assertThat(pace.isSlow(began + 5 * SECOND)).isFalse();
        pace.came(1_000_006);
        assertThat(pace.isSlow(began + 10 * SECOND)).isTrue();
    }
}
