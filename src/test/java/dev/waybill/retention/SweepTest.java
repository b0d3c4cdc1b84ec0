package dev.waybill.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.LaneDriver.Result;
import dev.waybill.retention.Sweep.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sweep goes batch by batch, past rows that must stay, one node at a time, with rests. */
class SweepTest {

    private final TestHub hub = TestHub.fresh(3);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void it_goes_on_behind_what_must_stay_and_looks_there_again_after_an_hour() {
        List<Long> blocked = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            blocked.add(hub.store("blocked " + i, "order 1"));
        }
        hub.route();
        hub.settle("email", Result.DELIVERED);
        blocked.forEach(event -> hub.age(event, 60));
        long free = hub.delivered("free");
        hub.age(free, 60);

        assertThat(hub.step(hub.bodies)).extracting(Step::purged, Step::more).containsExactly(0, true);
        assertThat(passed()).isEqualTo(blocked.get(2));
        assertThat(hub.step(hub.bodies)).extracting(Step::purged, Step::more).containsExactly(0, true);
        assertThat(hub.step(hub.bodies)).extracting(Step::purged, Step::more).containsExactly(1, false);
        assertThat(passed()).isEqualTo(free);

        deliverAll();
        blocked.forEach(event -> hub.age(event, 60));
        assertThat(hub.step(hub.bodies)).extracting(Step::purged, Step::more).containsExactly(0, false);

        hub.jdbc
                .sql("UPDATE retention_sweep SET revisited_at = now() - interval '61 minutes'")
                .update();
        assertThat(hub.step(hub.bodies)).extracting(Step::purged, Step::more).containsExactly(0, true);
        assertThat(passed()).isZero();
        assertThat(hub.step(hub.bodies).purged()).isEqualTo(3);
        assertThat(hub.step(hub.bodies).purged()).isEqualTo(3);
        assertThat(hub.step(hub.bodies)).extracting(Step::purged, Step::more).containsExactly(1, false);
    }

    @Test
    void it_does_not_pass_what_is_young_and_finds_it_when_it_is_old() {
        long old = hub.delivered("old");
        long young = hub.delivered("young");
        hub.age(old, 60);
        hub.age(young, 29);
        assertThat(hub.step(hub.bodies)).extracting(Step::purged, Step::more).containsExactly(1, false);
        assertThat(passed()).isEqualTo(old);

        hub.age(young, 2);
        assertThat(hub.step(hub.bodies).purged()).isEqualTo(1);
    }

    @Test
    void an_event_with_much_about_it_fills_a_batch() {
        for (String key : List.of("a", "b")) {
            hub.age(hub.delivered(key), 500);
        }
        hub.step(hub.bodies);

        assertThat(hub.step(hub.wholeEvents))
                .as("an event, two deliveries and two attempts are more than three rows")
                .extracting(Step::purged, Step::more)
                .containsExactly(1, true);
        assertThat(hub.step(hub.wholeEvents).purged()).isEqualTo(1);
    }

    @Test
    void it_rests_between_two_batches_and_longer_at_the_end_on_every_node() {
        for (int i = 0; i < 4; i++) {
            hub.age(hub.delivered("event " + i), 60);
        }
        Sweep sweep = hub.sweep(
                new PurgeBodies(hub.generalJdbc(), TestHub.BODIES),
                3,
                new SweepPacing(Duration.ofSeconds(50), Duration.ofSeconds(100), Duration.ofHours(1)));

        Step first = sweep.step();
        assertThat(first.purged()).isEqualTo(3);
        assertThat(first.rest()).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(51));
        assertThat(hub.another(3).bodies.step()).as("another node").isEqualTo(Step.NOT_OUR_TURN);

        passTime();
        Step last = sweep.step();
        assertThat(last.purged()).isEqualTo(1);
        assertThat(last.rest()).isBetween(Duration.ofSeconds(95), Duration.ofSeconds(101));
        assertThat(hub.exists("SELECT FROM retention_sweep WHERE stage = 'BODIES' AND purged = 4"))
                .isTrue();
    }

    @Test
    void the_planner_is_held_to_the_indexes_for_the_batch_alone() {
        String seqscan = "SHOW enable_seqscan";
        assertThat(hub.pinned()
                        .run(() -> hub.generalJdbc()
                                .sql(seqscan)
                                .query(String.class)
                                .single()))
                .isEqualTo("off");
        assertThat(hub.generalJdbc().sql(seqscan).query(String.class).single()).isEqualTo("on");
    }

    private void deliverAll() {
        while (hub.exists("SELECT FROM outbox_delivery WHERE state = 'PENDING'")) {
            hub.settle("erp", Result.DELIVERED);
            hub.settle("email", Result.DELIVERED);
        }
    }

    private void passTime() {
        hub.jdbc.sql("UPDATE retention_sweep SET due_at = now()").update();
    }

    private long passed() {
        return hub.jdbc
                .sql("SELECT passed FROM retention_sweep WHERE stage = 'BODIES'")
                .query(Long.class)
                .single();
    }
}
