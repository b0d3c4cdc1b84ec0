package dev.waybill.handover;

import static dev.waybill.handover.TestQueue.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.Delivery.Leased;
import dev.waybill.routing.RoutedEvents.RoutedEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An event that is routed late takes its place in front of what blocks its lane, and goes out without an operator. */
class ElderInBlockedLaneTest {

    private final TestQueue queue = TestQueue.fresh();
    private final long mine = queue.node();
    private final long elder = queue.route("elder", "a", "email");

    @Test
    void an_elder_is_delivered_first_and_the_lane_is_blocked_again_by_what_is_dead() {
        long dead = blockedBy("younger");
        late("erp");
        Leased head = queue.leaseOne("erp", mine);
        assertThat(head.delivery().event().id()).isEqualTo(elder);
        queue.settle(head, TestQueue.delivered());
        assertThat(queue.lease("erp", mine)).isEmpty();
        assertThat(lane()).containsEntry("blocked_by", dead).containsEntry("owner", null);
        assertThat(queue.states("erp")).containsExactly("DELIVERED", "DEAD");
    }

    @Test
    void an_elder_that_has_its_delivery_already_unblocks_nothing() {
        long finished = queue.route("finished", "a", "erp");
        queue.settle(queue.leaseOne("erp", mine), TestQueue.delivered());
        long dead = blockedBy("younger");
        queue.record(new RoutedEvent(finished, "covver", "a", List.of(to("erp")), null));
        assertThat(lane()).containsEntry("blocked_by", dead);
    }

    @Test
    void a_younger_event_unblocks_nothing() {
        long dead = blockedBy("younger");
        queue.route("youngest", "a", "erp");
        assertThat(lane()).containsEntry("blocked_by", dead);
        assertThat(queue.lease("erp", mine)).isEmpty();
    }

    @Test
    void the_same_place_in_another_lane_or_destination_stays_blocked() {
        long dead = blockedBy("younger");
        late("sftp");
        long other = queue.route("of another group", "b", "sftp");
        queue.record(new RoutedEvent(other, "covver", "b", List.of(to("erp")), null));
        assertThat(lane()).containsEntry("blocked_by", dead);
    }

    @Test
    void what_dies_while_an_elder_came_in_before_it_does_not_block_that_one() {
        queue.route("younger", "a", "erp");
        Leased onTheWay = queue.leaseOne("erp", mine);
        late("erp");
        queue.settle(onTheWay, TestQueue.givenUp("no"));
        assertThat(lane()).containsEntry("blocked_by", null);
        Leased head = queue.leaseOne("erp", mine);
        assertThat(head.delivery().event().id()).isEqualTo(elder);
        queue.settle(head, TestQueue.delivered());
        assertThat(queue.lease("erp", mine)).isEmpty();
        assertThat(lane()).containsEntry("blocked_by", onTheWay.delivery().id());
    }

    @Test
    void an_elder_that_dies_blocks_the_lane_in_its_turn() {
        blockedBy("younger");
        late("erp");
        Leased head = queue.leaseOne("erp", mine);
        queue.settle(head, TestQueue.givenUp("no"));
        assertThat(lane()).containsEntry("blocked_by", head.delivery().id());
        assertThat(queue.states("erp")).containsExactly("DEAD", "DEAD");
    }

    /** The elder's route names another destination now. */
    private void late(String destination) {
        queue.record(new RoutedEvent(elder, "covver", "a", List.of(to("email"), to(destination)), null));
    }

    /** A dead delivery to the ERP blocks the group's lane. @return its id */
    private long blockedBy(String key) {
        queue.route(key, "a", "erp");
        Leased head = queue.leaseOne("erp", mine);
        queue.settle(head, TestQueue.givenUp("no"));
        assertThat(lane()).containsEntry("blocked_by", head.delivery().id());
        return head.delivery().id();
    }

    private Map<String, Object> lane() {
        return queue.lanesOf("erp").stream()
                .filter(lane -> lane.get("lane").equals("covver/a"))
                .findFirst()
                .orElseThrow();
    }
}
