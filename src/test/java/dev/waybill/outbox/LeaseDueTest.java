package dev.waybill.outbox;

import static dev.waybill.handover.TestQueue.delivered;
import static dev.waybill.handover.TestQueue.givenUp;
import static dev.waybill.handover.TestQueue.tryAgain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.Delivery.Leased;
import dev.waybill.handover.OnDead;
import dev.waybill.handover.OutboundKey;
import dev.waybill.handover.Policy;
import dev.waybill.handover.TestQueue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The head of each lane is leased, once, and nothing that is behind it. */
class LeaseDueTest {

    private final TestQueue queue = TestQueue.fresh();
    private final long mine = queue.node();

    @Test
    void the_first_open_delivery_of_each_lane_is_leased() {
        long first = queue.route("first", "a", "erp");
        queue.route("second", "a", "erp");
        long other = queue.route("other", "b", "erp");
        long free = queue.route("free", null, "erp");
        assertThat(queue.lease("erp", mine))
                .extracting(one -> one.delivery().event().id())
                .containsExactlyInAnyOrder(first, other, free);
    }

    @Test
    void a_delivery_brings_its_event_with_it() {
        queue.route("first", "a", "erp");
        assertThat(queue.leaseOne("erp", mine).delivery()).satisfies(delivery -> {
            assertThat(delivery.event().source()).isEqualTo("covver");
            assertThat(delivery.event().group()).isEqualTo("a");
            assertThat(delivery.event().type()).isEqualTo("OrderPlaced");
            assertThat(delivery.event().body()).asString().isEqualTo("{\"type\":\"OrderPlaced\",\"data\":\"first\"}");
            assertThat(delivery.key()).isEqualTo(OutboundKey.of("covver", "first", "erp", "", 0));
            assertThat(delivery.nextAttempt()).isEqualTo(1);
        });
    }

    @Test
    void the_next_one_is_leased_once_the_head_is_delivered() {
        queue.route("first", "a", "erp");
        long second = queue.route("second", "a", "erp");
        queue.settle(queue.leaseOne("erp", mine), delivered());
        assertThat(queue.leaseOne("erp", mine).delivery().event().id()).isEqualTo(second);
    }

    @Test
    void a_head_that_is_tried_again_holds_its_lane_until_its_pause_is_over() {
        long first = queue.route("first", "a", "erp");
        queue.route("second", "a", "erp");
        queue.settle(queue.leaseOne("erp", mine), tryAgain("busy"));
        assertThat(queue.lease("erp", mine)).isEmpty();
        queue.passTime();
        assertThat(queue.leaseOne("erp", mine).delivery().event().id()).isEqualTo(first);
    }

    @Test
    void a_dead_head_blocks_its_lane_and_no_other() {
        queue.route("first", "a", "erp");
        queue.route("second", "a", "erp");
        queue.settle(queue.leaseOne("erp", mine), givenUp("no"));
        long other = queue.route("other", "b", "erp");
        queue.passTime();
        assertThat(queue.leaseOne("erp", mine).delivery().event().id()).isEqualTo(other);
    }

    @Test
    void a_dead_head_whose_lane_was_unblocked_blocks_it_again() {
        queue.route("first", "a", "erp");
        queue.settle(queue.leaseOne("erp", mine), givenUp("no"));
        queue.jdbc.sql("UPDATE outbox_lane SET blocked_by = NULL").update();
        assertThat(queue.lease("erp", mine)).isEmpty();
        assertThat(queue.lanesOf("erp"))
                .singleElement()
                .satisfies(lane -> assertThat(lane)
                        .containsEntry("owner", null)
                        .hasEntrySatisfying("blocked_by", id -> assertThat(id).isNotNull()));
    }

    @Test
    void a_lane_without_anything_open_is_closed() {
        queue.route("first", "a", "erp");
        queue.jdbc
                .sql("UPDATE outbox_delivery SET state = 'SKIPPED', finished_at = now()")
                .update();
        assertThat(queue.lease("erp", mine)).isEmpty();
        assertThat(queue.lanesOf("erp")).isEmpty();
    }

    @Test
    void no_more_lanes_are_leased_than_asked_for_and_the_longest_due_first() {
        long first = queue.route("first", "a", "erp");
        long second = queue.route("second", "b", "erp");
        queue.route("third", "c", "erp");
        assertThat(queue.leaseDue.lease("erp", TestQueue.POLICY, mine, 2))
                .extracting(one -> one.delivery().event().id())
                .containsExactlyInAnyOrder(first, second);
    }

    @Test
    void a_delivery_that_kills_the_hub_every_time_ends_dead() {
        queue.route("killer", "a", "erp");
        for (int lease = 1; lease <= TestQueue.POLICY.maxAttempts() + 3; lease++) {
            dieWith(queue.leaseOne("erp", mine));
        }
        assertThat(queue.lease("erp", mine)).isEmpty();
        assertThat(queue.states("erp")).containsExactly("DEAD");
        assertThat(queue.attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt)
                        .containsEntry("number", 1)
                        .containsEntry("node", mine)
                        .containsEntry("outcome", "REFUSED")
                        .containsEntry("reason", "the hub died repeatedly during this hand-over"));
        queue.passTime();
        assertThat(queue.lease("erp", mine)).as("it blocks its lane").isEmpty();
    }

    @Test
    void a_delivery_that_kills_the_hub_is_skipped_where_dead_ones_are() {
        Policy skips = new Policy(3, TestQueue.POLICY.backoff(), Duration.ofHours(1), OnDead.skip);
        queue.route("killer", "a", "erp");
        long next = queue.route("next", "a", "erp");
        for (int lease = 1; lease <= skips.maxAttempts() + 3; lease++) {
            dieWith(queue.leaseDue.lease("erp", skips, mine, 1).getFirst());
        }
        assertThat(queue.leaseDue.lease("erp", skips, mine, 1))
                .extracting(one -> one.delivery().event().id())
                .containsExactly(next);
        assertThat(queue.states("erp")).containsExactly("SKIPPED", "PENDING");
    }

    @Test
    void a_delivery_that_gets_an_answer_does_not_kill_the_hub() {
        Policy patient = new Policy(100, TestQueue.POLICY.backoff(), Duration.ofHours(1), OnDead.block);
        queue.route("slow", "a", "erp");
        for (int attempt = 1; attempt <= 20; attempt++) {
            Leased leased = queue.leaseDue.lease("erp", patient, mine, 1).getFirst();
            queue.settle(leased, tryAgain("busy"), patient);
            queue.passTime();
        }
        assertThat(queue.leaseOne("erp", mine).delivery().attempts()).isEqualTo(20);
    }

    @Test
    void a_batch_that_is_full_of_dead_heads_is_leased_again_at_once() {
        for (String group : List.of("a", "b", "c")) {
            queue.route(group, group, "erp");
            queue.settle(queue.leaseOne("erp", mine), givenUp("no"));
        }
        queue.jdbc
                .sql("UPDATE outbox_lane SET blocked_by = NULL, due_at = now() - interval '1 minute'")
                .update();
        long alive = queue.route("alive", "d", "erp");
        assertThat(queue.leaseDue.lease("erp", TestQueue.POLICY, mine, 1))
                .extracting(one -> one.delivery().event().id())
                .containsExactly(alive);
    }

    @Test
    void a_lease_that_was_given_back_was_no_try() {
        queue.route("first", "a", "erp");
        for (int lease = 1; lease <= 2 * (TestQueue.POLICY.maxAttempts() + 3); lease++) {
            assertThat(queue.leaseOne("erp", mine).lease().tries()).isEqualTo(1);
            queue.lanes.releaseIdle("erp", mine, List.of());
        }
    }

    /** As a rescue leaves it. */
    private void dieWith(Leased leased) {
        queue.jdbc
                .sql("UPDATE outbox_lane SET owner = NULL, token = NULL WHERE token = ?")
                .param(leased.lease().token())
                .update();
    }
}
