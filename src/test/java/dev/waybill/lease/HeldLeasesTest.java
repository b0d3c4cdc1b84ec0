package dev.waybill.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeldLeasesTest {

    private final HeldLeases held = new HeldLeases();
    private final List<Set<Long>> kept = new ArrayList<>();

    @Test
    void at_first_there_may_be_something_from_before() {
        giveBackRest();
        giveBackRest();
        assertThat(kept).containsExactly(Set.of());
    }

    @Test
    void what_is_worked_on_is_kept() {
        held.begin(1);
        held.begin(2);
        held.begin(3);
        held.end(2);
        giveBackRest();
        assertThat(kept).containsExactly(Set.of(1L, 3L));
    }

    @Test
    void what_was_left_is_given_back_the_next_time() {
        giveBackRest();
        held.begin(1);
        held.leave(1);
        giveBackRest();
        assertThat(kept).containsExactly(Set.of(), Set.of());
    }

    @Test
    void what_is_left_while_the_rest_is_given_back_is_not_forgotten() {
        held.begin(1);
        held.giveBackRest(tokens -> held.leave(1));
        giveBackRest();
        assertThat(kept).hasSize(1);
    }

    @Test
    void a_failure_to_give_back_is_repeated() {
        assertThatThrownBy(() -> held.giveBackRest(tokens -> {
                    throw new IllegalStateException("the database is away");
                }))
                .hasMessage("the database is away");
        giveBackRest();
        assertThat(kept).hasSize(1);
    }

    @Test
    void a_lost_answer_makes_it_look_again() {
        giveBackRest();
        held.unsure();
        giveBackRest();
        assertThat(kept).hasSize(2);
    }

    private void giveBackRest() {
        held.giveBackRest(tokens -> kept.add(Set.copyOf(tokens)));
    }

    @Test
    void a_lease_that_was_committed_after_all_is_given_back_a_little_later() {
        AtomicLong nanos = new AtomicLong();
        HeldLeases leases = new HeldLeases(nanos::get);
        leases.giveBackRest(busy -> {});
        assertThat(leases.isUnsure()).isFalse();
        nanos.addAndGet(Duration.ofSeconds(16).toNanos());
        assertThat(leases.isUnsure()).isTrue();
        AtomicInteger given = new AtomicInteger();
        leases.giveBackRest(busy -> given.incrementAndGet());
        assertThat(given).hasValue(1);
        assertThat(leases.isUnsure()).isFalse();
    }
}
