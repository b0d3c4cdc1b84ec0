package dev.waybill.prove;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllowanceTest {

    private final Allowance allowance = new Allowance(100);

    @Test
    void what_grows_as_fast_as_it_may_keeps_it() {
        for (int second = 0; second < 60; second++) {
            allowance.note(second * 1000L, second * 100L);
        }
        assertThat(allowance.kept()).isTrue();
        assertThat(allowance.latest()).isEqualTo(5900);
    }

    @Test
    void a_rush_in_the_middle_breaks_it() {
        allowance.note(0, 0);
        allowance.note(10_000, 100);
        allowance.note(11_000, 600);
        assertThat(allowance.kept()).isFalse();
        assertThat(allowance.worst()).isEqualTo("500 within 1000 ms");
    }

    @Test
    void a_little_too_fast_all_the_time_breaks_it() {
        for (int second = 0; second < 60; second++) {
            allowance.note(second * 1000L, second * 110L);
        }
        assertThat(allowance.kept()).isFalse();
    }
}
