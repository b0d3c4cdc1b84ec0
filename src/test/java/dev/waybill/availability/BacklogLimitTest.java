package dev.waybill.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BacklogLimitTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private BacklogSize work = BacklogSize.NOTHING;

    @Test
    void it_closes_over_the_limit_and_opens_below_nine_tenths_of_it() {
        BacklogLimit highWater = limited(1000, null);
        assertThat(after(highWater, 1000, 0)).isFalse();
        assertThat(after(highWater, 1001, 0)).isTrue();
        assertThat(after(highWater, 950, 0)).isTrue();
        assertThat(after(highWater, 901, 0)).isTrue();
        assertThat(after(highWater, 900, 0)).isFalse();
        assertThat(after(highWater, 950, 0)).isFalse();
    }

    @Test
    void age_closes_it_in_the_same_way() {
        BacklogLimit highWater = limited(0, Duration.ofSeconds(100));
        assertThat(after(highWater, 1_000_000, 100)).isFalse();
        assertThat(after(highWater, 1, 101)).isTrue();
        assertThat(after(highWater, 1, 95)).isTrue();
        assertThat(after(highWater, 1, 90)).isFalse();
    }

    @Test
    void one_limit_that_is_kept_does_not_open_the_other() {
        BacklogLimit highWater = limited(10, Duration.ofSeconds(100));
        assertThat(after(highWater, 11, 101)).isTrue();
        assertThat(after(highWater, 1, 101)).isTrue();
        assertThat(after(highWater, 11, 1)).isTrue();
        assertThat(after(highWater, 1, 1)).isFalse();
    }

    @Test
    void without_limits_it_only_measures() {
        BacklogLimit highWater = limited(0, null);
        assertThat(after(highWater, Long.MAX_VALUE, 1_000_000_000)).isFalse();
        assertThat(after(highWater, 42, 7)).isFalse();
        assertThat(meters.get("waybill.backlog.depth").gauge().value()).isEqualTo(42);
        assertThat(meters.get("waybill.backlog.oldest").gauge().value()).isEqualTo(7);
    }

    @Test
    void a_measurement_that_fails_leaves_the_door_as_it_is() {
        var highWater = new BacklogLimit(
                () -> {
                    if (work.count() < 0) {
                        throw new IllegalStateException("no database");
                    }
                    return work;
                },
                new BacklogLimitSettings(10, null),
                meters);
        assertThat(after(highWater, 11, 0)).isTrue();
        work = new BacklogSize(-1, Duration.ZERO);
        assertThatThrownBy(highWater::look).isInstanceOf(IllegalStateException.class);
        assertThat(highWater.isOver()).isTrue();
    }

    private BacklogLimit limited(long events, Duration age) {
        return new BacklogLimit(() -> work, new BacklogLimitSettings(events, age), meters);
    }

    private boolean after(BacklogLimit highWater, long count, long seconds) {
        work = new BacklogSize(count, Duration.ofSeconds(seconds));
        highWater.look();
        return highWater.isOver();
    }
}
