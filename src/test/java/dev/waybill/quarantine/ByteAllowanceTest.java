package dev.waybill.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ByteAllowanceTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong nanos = new AtomicLong();
    private final ByteAllowance allowance = new ByteAllowance(100, 1000, nanos::get);

    @Test
    void what_was_not_used_adds_up_to_its_most_and_then_comes_by_the_second() {
        assertThat(allowance.mayTake(1000)).isTrue();
        assertThat(allowance.mayTake(1)).isFalse();

        nanos.addAndGet(SECOND / 2);
        assertThat(allowance.mayTake(51)).isFalse();
        assertThat(allowance.mayTake(50)).isTrue();

        nanos.addAndGet(3600 * SECOND);
        assertThat(allowance.mayTake(1000)).isTrue();
        assertThat(allowance.mayTake(1)).isFalse();
    }

    @Test
    void what_is_larger_than_all_that_adds_up_goes_at_times_and_the_next_pay_for_it() {
        assertThat(allowance.mayTake(1500)).isTrue();

        nanos.addAndGet(5 * SECOND);
        assertThat(allowance.mayTake(1)).isFalse();
        nanos.addAndGet(SECOND);
        assertThat(allowance.mayTake(100)).isTrue();
    }
}
