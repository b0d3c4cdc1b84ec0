package dev.waybill.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.Delivery.Leased;
import dev.waybill.handover.TestQueue;
import dev.waybill.mechanism.LateRescue;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Lanes of dead nodes are freed; those of live ones never are. */
class RescueTest {

    private final TestQueue queue = TestQueue.fresh();
    private final long dead = queue.node();
    private final long live = queue.node();

    @Test
    void lanes_of_a_dead_node_are_free_again_and_those_of_a_live_one_are_not() {
        queue.route("first", "a", "erp");
        queue.lease("erp", dead);
        queue.route("second", "b", "erp");
        Leased kept = queue.leaseOne("erp", live);
        queue.die(dead);

        assertThat(queue.lanes.rescue()).isEqualTo(1);

        assertThat(queue.leaseOne("erp", live).lease().lane()).isEqualTo("covver/a");
        assertThat(queue.settle(kept, TestQueue.delivered())).hasSize(1);
    }

    @Test
    void a_rescue_that_comes_late_leaves_a_lane_that_a_live_node_leased_meanwhile() {
        queue.route("first", "a", "erp");
        queue.route("second", "b", "erp");
        queue.lease("erp", dead);
        queue.die(dead);

        var late = LateRescue.run(
                queue.database,
                queue.lanes::rescue,
                () -> queue.jdbc
                        .sql("UPDATE outbox_lane SET owner = :live, token = nextval('lease_token') WHERE lane ="
                                + " 'covver/b'")
                        .param("live", live)
                        .update());

        assertThat(late).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(1);
        assertThat(queue.lanesOf("erp")).extracting(lane -> lane.get("owner")).containsExactly(null, live);
    }

    @Test
    void a_lease_that_ran_out_is_rescued_in_the_second_that_buries_its_node() {
        queue.route("first", "a", "erp");
        queue.lease("erp", dead);
        assertThat(orphaned()).isFalse();
        queue.jdbc
                .sql("UPDATE node SET until = now() - interval '1 s' WHERE id = :dead")
                .param("dead", dead)
                .update();
        assertThat(orphaned()).isTrue();
    }

    private boolean orphaned() {
        return !queue.jdbc.sql(Lanes.ORPHANED).query(String.class).list().isEmpty();
    }
}
