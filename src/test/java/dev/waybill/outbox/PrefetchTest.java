package dev.waybill.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PrefetchTest {

    private final Prefetch ahead = new Prefetch(16);

    @Test
    void nothing_is_leased_ahead_of_a_destination_that_nobody_knows() {
        assertThat(ahead.deliveries()).isZero();
        assertThat(ahead.room(0)).isEqualTo(16);
        assertThat(ahead.room(15)).isEqualTo(1);
        assertThat(ahead.room(16)).isZero();
    }

    @Test
    void as_much_is_leased_ahead_as_is_handed_over_in_a_moment() {
        ahead.took(Duration.ofMillis(20));
        assertThat(ahead.deliveries()).isEqualTo(40);
        assertThat(ahead.room(0)).isEqualTo(56);
    }

    @Test
    void a_slow_destination_has_few_and_a_very_slow_one_none() {
        ahead.took(Duration.ofMillis(100));
        assertThat(ahead.deliveries()).isEqualTo(8);
        Prefetch slow = new Prefetch(16);
        slow.took(Duration.ofSeconds(1));
        assertThat(slow.deliveries()).isZero();
    }

    @Test
    void the_fastest_destination_has_a_bounded_number() {
        ahead.took(Duration.ZERO);
        assertThat(ahead.deliveries()).isEqualTo(7 * 16);
        assertThat(ahead.room(0)).isEqualTo(ahead.mostHeld());
    }

    @Test
    void a_few_that_are_missing_are_not_worth_a_commit() {
        ahead.took(Duration.ZERO);
        assertThat(ahead.room(ahead.mostHeld() - 55)).isZero();
        assertThat(ahead.room(ahead.mostHeld() - 56)).isEqualTo(56);
    }

    @Test
    void a_destination_that_becomes_slow_has_fewer_and_fewer() {
        ahead.took(Duration.ofMillis(1));
        int before = ahead.deliveries();
        for (int i = 0; i < 100; i++) {
            ahead.took(Duration.ofSeconds(10));
        }
        assertThat(before).isPositive();
        assertThat(ahead.deliveries()).isZero();
    }
}
