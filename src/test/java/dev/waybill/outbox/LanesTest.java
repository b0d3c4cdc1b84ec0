package dev.waybill.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.handover.Delivery.LaneLease;
import dev.waybill.handover.Delivery.Leased;
import dev.waybill.handover.TestQueue;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final String WAITING = """
        SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'\
        """;

    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final TestQueue queue = TestQueue.fresh();
    private final long mine = queue.node();

    @Test
    void a_lane_is_leased_by_one_owner_at_a_time() {
        queue.route("first", "a", "erp");
        queue.route("second", "b", "erp");
        assertThat(queue.leaseDue.lease("erp", TestQueue.POLICY, mine, 1)).hasSize(1);
        assertThat(queue.lease("erp", queue.node())).hasSize(1);
        assertThat(queue.lease("erp", mine)).isEmpty();
    }

    @Test
    void a_paused_destination_leases_nothing_until_it_goes_on() {
        queue.route("first", "a", "erp", "email");
        queue.jdbc
                .sql("INSERT INTO outbox_pause (destination, who, reason) VALUES ('erp', 'somebody', 'for a while')")
                .update();
        assertThat(queue.lease("erp", mine)).isEmpty();
        assertThat(queue.lease("email", mine)).hasSize(1);
        queue.jdbc.sql("DELETE FROM outbox_pause").update();
        assertThat(queue.lease("erp", mine)).hasSize(1);
    }

    @Test
    void only_a_lease_with_the_same_token_still_holds() {
        queue.route("first", "a", "erp");
        Leased leased = queue.leaseOne("erp", mine);
        LaneLease lease = leased.lease();
        var another = new LaneLease("erp", lease.lane(), mine, lease.token() + 1, 1);
        assertThat(queue.settle(new Leased(another, leased.delivery()), TestQueue.delivered()))
                .isEmpty();
        queue.lanes.seize("erp", lease.lane());
        assertThat(queue.settle(leased, TestQueue.delivered())).isEmpty();
        Leased again = queue.leaseOne("erp", mine);
        assertThat(queue.settle(leased, TestQueue.delivered())).isEmpty();
        assertThat(queue.settle(again, TestQueue.delivered())).containsExactly(again.lease());
    }

    @Test
    void the_other_attempts_of_a_batch_are_fenced_without_the_ones_that_hold() {
        queue.route("first", "a", "erp");
        queue.route("second", "b", "erp");
        List<Leased> leased = queue.lease("erp", mine);
        queue.lanes.seize("erp", leased.getFirst().lease().lane());
        assertThat(queue.settleAttempts.settle(leased.stream()
                        .map(one -> TestQueue.ended(one, TestQueue.delivered(), TestQueue.POLICY))
                        .toList()))
                .containsExactly(leased.getLast().lease());
        assertThat(queue.states("erp")).containsExactly("PENDING", "DELIVERED");
    }

    @Test
    void what_a_node_holds_without_working_on_it_is_given_back() {
        queue.route("first", "a", "erp", "email");
        queue.route("second", "b", "erp");
        List<Leased> leased = queue.lease("erp", mine);
        Leased other = queue.leaseOne("email", mine);
        queue.lanes.releaseIdle("erp", mine, List.of(leased.getFirst().lease().token()));
        assertThat(leased).extracting(one -> held(one.lease())).containsExactly(true, false);
        assertThat(held(other.lease())).isTrue();
    }

    @Test
    void lanes_are_given_back_in_the_order_in_which_everybody_locks_them() {
        queue.route("first", "b", "erp");
        queue.route("second", "a", "erp");
        queue.lease("erp", mine);
        CompletableFuture<Void> release = queue.transaction.execute(status -> {
            lockNow("covver/a");
            var waiting = CompletableFuture.runAsync(() -> queue.lanes.releaseIdle("erp", mine, List.of()), THREADS);
            await().until(() -> queue.jdbc.sql(WAITING).query(Integer.class).single() == 1);
            assertThat(lockNow("covver/b")).as("the later lane is still free").isEqualTo(1);
            return waiting;
        });
        assertThat(release).succeedsWithin(Duration.ofSeconds(5));
        assertThat(queue.lease("erp", mine)).hasSize(2);
    }

    private boolean held(LaneLease lease) {
        return queue.lanesOf(lease.destination()).stream()
                .anyMatch(lane -> lease.lane().equals(lane.get("lane"))
                        && Objects.equals(lease.owner(), lane.get("owner"))
                        && Objects.equals(lease.token(), lane.get("token")));
    }

    private Integer lockNow(String lane) {
        return queue.jdbc
                .sql("SELECT 1 FROM outbox_lane WHERE lane = :lane FOR UPDATE NOWAIT")
                .param("lane", lane)
                .query(Integer.class)
                .single();
    }
}
