package dev.waybill.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.Policy.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Backoff BACKOFF =
            Backoff.exponential(Duration.ofSeconds(1)).upTo(Duration.ofHours(1));
    private static final RandomGenerator NO_JITTER = always(0);

    @Test
    void it_doubles_from_the_first_pause() {
        assertThat(IntStream.rangeClosed(1, 4).mapToObj(failures -> BACKOFF.after(failures, NO_JITTER)))
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
    }

    @Test
    void it_ends_at_the_longest_pause_however_often_it_failed() {
        assertThat(BACKOFF.after(12, NO_JITTER)).isEqualTo(Duration.ofSeconds(2048));
        assertThat(BACKOFF.after(13, NO_JITTER)).isEqualTo(Duration.ofHours(1));
        assertThat(BACKOFF.after(Integer.MAX_VALUE, NO_JITTER)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void jitter_takes_up_to_a_fifth_off() {
        assertThat(BACKOFF.after(1, always(0.5))).isEqualTo(Duration.ofMillis(900));
        assertThat(BACKOFF.after(1, always(0.999_999))).isBetween(Duration.ofMillis(800), Duration.ofMillis(801));
        assertThat(BACKOFF.after(30, always(0.5))).isEqualTo(Duration.ofMinutes(54));
    }

    @Test
    void without_a_longest_pause_it_does_not_grow() {
        assertThat(Backoff.exponential(Duration.ofSeconds(5)).after(9, NO_JITTER))
                .isEqualTo(Duration.ofSeconds(5));
    }

    private static RandomGenerator always(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }
}
