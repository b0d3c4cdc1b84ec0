package dev.waybill.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlidingWindowLimitTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - SECOND / 2); // the clock may overflow
    private final SlidingWindowLimit three = new SlidingWindowLimit(3, nanos::get);

    @Test
    void any_second_has_at_most_so_many() {
        assertThat(three.mayHappen()).isTrue();
        nanos.addAndGet(SECOND - 1);
        assertThat(three.mayHappen()).isTrue();
        assertThat(three.mayHappen()).isTrue();
        assertThat(three.mayHappen()).isFalse();

        nanos.addAndGet(1); // the first is a second ago, the others are not
        assertThat(three.mayHappen()).isTrue();
        assertThat(three.mayHappen()).isFalse();
    }

    @Test
    void a_refusal_does_not_count() {
        for (int i = 0; i < 100; i++) {
            three.mayHappen();
        }
        nanos.addAndGet(SECOND);

        assertThat(three.mayHappen()).isTrue();
        assertThat(three.mayHappen()).isTrue();
        assertThat(three.mayHappen()).isTrue();
    }
}
