package dev.waybill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    private final StoppedTime time = new StoppedTime();

    @Test
    void requests_are_meant_to_be_sent_at_even_distances_whatever_became_of_the_ones_before() {
        Schedule schedule = new Schedule(5, 2000);
        assertThat(schedule.count(Duration.ofSeconds(3))).isEqualTo(6000);
        assertThat(schedule.intendedNanos(0)).isEqualTo(5);
        assertThat(schedule.intendedNanos(3000)).isEqualTo(5 + 1_500_000_000L);
    }

    @Test
    void a_stall_counts_for_all_who_would_have_waited_and_not_for_one_alone() throws InterruptedException {
        // 100 a second for two seconds; the 51st holds the sender for a second, all others take no time
        var result = OpenLoop.run(
                100,
                Duration.ofSeconds(2),
                number -> {
                    if (number == 50) {
                        time.pass(Duration.ofSeconds(1));
                    }
                    return CompletableFuture.completedFuture(true);
                },
                time);

        assertThat(result.accepted()).isEqualTo(200);
        assertThat(result.micros().getCountBetweenValues(100_000, 2_000_000)).isBetween(90L, 92L);
        assertThat(result.percentile(75)).isBetween(490_000.0, 510_000.0);
        assertThat(result.percentile(99)).isGreaterThan(970_000);
    }

    @Test
    void other_answers_and_broken_requests_are_counted_apart_and_timed_too() throws InterruptedException {
        var result = OpenLoop.run(
                10,
                Duration.ofSeconds(1),
                number -> number == 0
                        ? CompletableFuture.failedFuture(new IllegalStateException("reset"))
                        : CompletableFuture.completedFuture(number > 2),
                time);

        assertThat(result.accepted()).isEqualTo(7);
        assertThat(result.failed()).isEqualTo(3);
        assertThat(result.unanswered()).isZero();
        assertThat(result.micros().getTotalCount()).isEqualTo(10);
    }

    /** Stands still, but for waits and for what a test lets pass. */
    private static final class StoppedTime implements Pace {

        private long now = 1_000;

        void pass(Duration duration) {
            now += TimeUnit.MILLISECONDS.toNanos(duration.toMillis());
        }

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void waitUntil(long nanos) {
            now = Math.max(now, nanos);
        }
    }
}
