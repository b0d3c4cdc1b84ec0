package dev.waybill.health;

import static dev.waybill.handover.HealthNode.unreachable;
import static dev.waybill.handover.TestQueue.delivered;
import static dev.waybill.handover.TestQueue.givenUp;
import static dev.waybill.handover.TestQueue.tryAgain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.handover.Answer;
import dev.waybill.handover.Delivery.Leased;
import dev.waybill.handover.HealthNode;
import dev.waybill.handover.Outcome;
import dev.waybill.handover.TestQueue;
import dev.waybill.kit.Slow;
import dev.waybill.outbox.CutBeforeCommit;
import dev.waybill.outbox.Lanes;
import dev.waybill.outbox.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A destination out of reach: what two nodes on one database hand over, and how they come back to full speed. */
@Slow
class CircuitTest {

    private final TestQueue queue = TestQueue.fresh();
    private final HealthNode one = HealthNode.of(queue);
    private final HealthNode other = HealthNode.of(queue);

    @Test
    void it_opens_after_so_many_failures_in_a_row() {
        routes(10);
        assertThat(one.handOver(unreachable())).isTrue();
        assertThat(one.handOver(unreachable())).isTrue();
        assertThat(circuit()).isNull();
        assertThat(one.handOver(unreachable())).isTrue();
        assertThat(circuit()).isNotNull().satisfies(circuit -> {
            assertThat(circuit.state()).isEqualTo(CircuitState.OPEN);
            assertThat(circuit.failures()).isEqualTo(3);
            assertThat(circuit.error()).isEqualTo("timed out");
            assertThat(circuit.trialsLeft()).isNull();
        });
        assertThat(one.lease(10)).isEmpty();
        assertThat(one.metrics.get("waybill.circuit").gauge().value()).isEqualTo(2);
        assertThat(one.metrics.get("waybill.circuit.openings").counter().count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delivered", "failed", "refused"})
    void any_answer_starts_the_count_anew(String answer) {
        routes(10);
        one.handOver(unreachable());
        one.handOver(unreachable());
        one.handOver(
                switch (answer) {
                    case "delivered" -> delivered();
                    case "failed" -> tryAgain("HTTP 500");
                    default -> givenUp("HTTP 422");
                });
        one.handOver(unreachable());
        one.handOver(unreachable());
        assertThat(circuit()).isNull();
    }

    @Test
    void what_never_came_as_far_as_the_destination_says_nothing_of_it() {
        routes(10);
        one.handOver(unreachable());
        one.handOver(unreachable());
        one.failToMapOne();
        one.handOver(unreachable());
        assertThat(circuit()).isNotNull();
        probeIsDue();
        one.failToMapOne();
        assertThat(circuit().state()).isEqualTo(CircuitState.OPEN);
        probeIsDue();
        assertThat(one.handOver(delivered())).isTrue();
        assertThat(circuit().state()).isEqualTo(CircuitState.HALF_OPEN);
    }

    @Test
    void a_probe_whose_lease_is_rolled_back_is_not_waited_for() {
        open();
        probeIsDue();
        var cut = new HealthNode(queue, new Limits(HealthNode.RULES, 0), new CutBeforeCommit(queue.transaction));
        cut.tick();
        assertThatThrownBy(() -> cut.lease(1)).hasMessage("the connection broke");
        assertThat(queue.lanesOf("erp")).noneMatch(lane -> lane.get("owner") != null);
        assertThat(cut.breaker.trying()).isFalse();
    }

    @Test
    void it_never_opens_where_it_is_turned_off() {
        var off = new HealthNode(
                queue, new Limits(new CircuitRules(0, Duration.ofSeconds(1), Duration.ofSeconds(30), 5), 0));
        routes(30);
        for (int i = 0; i < 30; i++) {
            assertThat(off.handOver(unreachable())).isTrue();
        }
        assertThat(circuit()).isNull();
    }

    @Test
    void what_one_node_found_out_spares_the_other_at_once() {
        open();
        assertThat(other.lease(10)).isEmpty();
        other.tick();
        assertThat(other.lease(10)).isEmpty();
        assertThat(other.breaker.state()).isEqualTo(CircuitState.OPEN);
        assertThat(queue.jdbc
                        .sql(Lanes.DUE)
                        .param("destinations", new String[] {"erp"})
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    @Test
    void another_destination_goes_on() {
        open();
        queue.route("order", "x", "email");
        assertThat(queue.lease("email", other.id)).hasSize(1);
    }

    @Test
    void in_flight_results_still_count_for_their_delivery() {
        routes(10);
        List<Leased> early = other.lease(2);
        openWith(one);
        other.settle(early.get(0), delivered());
        other.settle(early.get(1), unreachable());
        assertThat(queue.states("erp")).containsOnlyOnce("DELIVERED");
        assertThat(circuit().state()).as("began before it opened").isEqualTo(CircuitState.OPEN);
    }

    @Test
    void one_probe_at_a_time_is_on_its_way_in_the_whole_cluster_however_slow_it_is() {
        open();
        probeIsDue();
        assertThat(one.lease(10)).hasSize(1);
        for (int i = 0; i < 3; i++) {
            probeIsDue();
            assertThat(one.lease(10)).isEmpty();
            assertThat(other.lease(10)).isEmpty();
        }
    }

    @Test
    void failing_probes_come_at_growing_pauses_and_go_round_the_lanes() {
        open();
        Set<Long> tried = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            assertThat(one.lease(1)).as("before its time").isEmpty();
            probeIsDue();
            Leased probe = one.lease(1).getFirst();
            tried.add(probe.delivery().id());
            one.settle(probe, unreachable());
            assertThat(pauseBeforeProbe()).isEqualTo(Math.min(30, 2 << i));
        }
        assertThat(tried).hasSize(5);
        assertThat(one.metrics.get("waybill.circuit.probes").counter().count()).isEqualTo(5);
    }

    @Test
    void the_other_side_can_ask_for_a_longer_pause() {
        open();
        probeIsDue();
        one.settle(one.lease(1).getFirst(), new Outcome.TryAgain(Answer.none("HTTP 429"), Duration.ofMinutes(5), true));
        assertThat(pauseBeforeProbe()).isEqualTo(300);
    }

    @Test
    void a_killed_prober_holds_nothing_up_once_its_lane_is_rescued() {
        open();
        probeIsDue();
        Leased lost = one.lease(1).getFirst();
        queue.die(one.id);
        other.tick();
        probeIsDue();
        assertThat(other.lease(1)).isEmpty();
        queue.lanes.rescue();
        Leased probe = other.lease(1).getFirst();
        assertThat(probe.delivery().id()).isEqualTo(lost.delivery().id());
        other.settle(probe, delivered());
        assertThat(circuit().state()).isEqualTo(CircuitState.HALF_OPEN);
    }

    @Test
    void after_an_answer_each_node_hands_over_one_at_a_time_until_enough_were_answered() {
        halfOpen();
        Leased first = one.lease(10).getFirst();
        assertThat(one.lease(10)).isEmpty();
        Leased second = other.lease(10).getFirst();
        assertThat(other.lease(10)).isEmpty();
        assertThat(circuit().trialsLeft()).isEqualTo(2);
        one.settle(first, delivered());
        assertThat(circuit().trialsLeft()).isEqualTo(1);
        other.settle(second, tryAgain("HTTP 500"));
        assertThat(circuit()).isNull();
        assertThat(other.lease(4)).hasSize(4);
        assertThat(one.lease(4)).as("though it has not heard of it").hasSize(3);
        assertThat(other.metrics.get("waybill.circuit").gauge().value()).isZero();
    }

    @Test
    void one_that_does_not_get_through_opens_it_again_and_what_was_begun_before_counts_no_more() {
        halfOpen();
        Leased first = one.lease(1).getFirst();
        Leased second = other.lease(1).getFirst();
        Instant since = circuit().since();
        one.settle(first, unreachable());
        assertThat(circuit()).satisfies(circuit -> {
            assertThat(circuit.state()).isEqualTo(CircuitState.OPEN);
            assertThat(circuit.since()).isEqualTo(since);
        });
        assertThat(pauseBeforeProbe()).isEqualTo(1);
        other.settle(second, delivered());
        assertThat(circuit().state()).isEqualTo(CircuitState.OPEN);
    }

    @Test
    void a_lane_whose_back_off_is_due_to_the_outage_is_due_when_it_ends_and_no_other() {
        queue.route("busy", "busy", "erp");
        one.handOver(tryAgain("HTTP 500"));
        open();
        assertThat(inBackOff()).isEqualTo(4);
        probeIsDue();
        one.handOver(delivered());
        assertThat(inBackOff()).as("the busy one's").isEqualTo(1);
        one.handOver(delivered());
        one.handOver(delivered());
        assertThat(circuit()).isNull();
    }

    @Test
    void what_is_left_to_be_made_due_by_a_node_that_died_is_made_due_by_another() {
        open();
        probeIsDue();
        Leased probe = one.lease(1).getFirst();
        long token = queue.jdbc
                .sql("SELECT token FROM outbox_circuit")
                .query(Long.class)
                .single();
        assertThat(new Circuits(queue.jdbc)
                        .answered("erp", token, new CircuitRules(3, Duration.ofSeconds(1), Duration.ofSeconds(1), 1)))
                .contains(true);
        assertThat(new Circuits(queue.jdbc).close("erp"))
                .as("lanes still wait because of it")
                .isFalse();
        queue.die(one.id);
        other.tick();
        assertThat(inBackOff()).isZero();
        assertThat(circuit()).isNull();
        assertThat(queue.lanes.rescue()).isEqualTo(1);
        assertThat(other.lease(20))
                .extracting(leased -> leased.delivery().id())
                .contains(probe.delivery().id());
    }

    @Test
    void thousands_of_deliveries_keep_their_attempts_through_an_outage() {
        routes(2000);
        for (int step = 0; step < 100; step++) {
            one.tick();
            other.tick();
            one.lease(8).forEach(leased -> one.settle(leased, unreachable()));
            other.lease(8).forEach(leased -> other.settle(leased, unreachable()));
            probeIsDue();
        }
        int burned = queue.jdbc
                .sql("SELECT sum(attempts) FROM outbox_delivery")
                .query(Integer.class)
                .single();
        assertThat(burned).as("before it opened, and one for each probe").isBetween(100, 8 + 2 * 100);
        assertThat(queue.jdbc
                        .sql("SELECT max(attempts) FROM outbox_delivery")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(circuit().probes()).isGreaterThan(90);
    }

    private void routes(int number) {
        queue.fill("erp", number);
    }

    private void open() {
        routes(10);
        openWith(one);
    }

    private void openWith(HealthNode node) {
        for (int i = 0; i < HealthNode.RULES.failures(); i++) {
            node.handOver(unreachable());
        }
        assertThat(circuit()).isNotNull();
    }

    private void halfOpen() {
        open();
        other.tick();
        probeIsDue();
        assertThat(one.handOver(delivered())).isTrue();
        other.tick();
        assertThat(circuit().state()).isEqualTo(CircuitState.HALF_OPEN);
    }

    private Circuit circuit() {
        return new Circuits(queue.jdbc).all().get("erp");
    }

    /** The pause before the next probe has passed. */
    private void probeIsDue() {
        queue.jdbc
                .sql("UPDATE outbox_circuit SET probe_at = now() - interval '1 millisecond'")
                .update();
    }

    private long pauseBeforeProbe() {
        return queue.jdbc
                .sql("SELECT round(extract(epoch FROM probe_at - now())) FROM outbox_circuit")
                .query(Long.class)
                .single();
    }

    private int inBackOff() {
        return queue.jdbc
                .sql("SELECT count(*) FROM outbox_lane WHERE due_at > now() AND owner IS NULL")
                .query(Integer.class)
                .single();
    }
}
