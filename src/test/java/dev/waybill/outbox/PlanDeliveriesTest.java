package dev.waybill.outbox;

import static dev.waybill.handover.TestQueue.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.waybill.handover.Delivery.Leased;
import dev.waybill.handover.TestQueue;
import dev.waybill.routing.RoutedEvents.RoutedEvent;
import dev.waybill.routing.RoutingSlip.Line;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Routed events become deliveries: each once, in order, in the inbox's transaction. */
class PlanDeliveriesTest {

    private final TestQueue queue = TestQueue.fresh();

    @Test
    void each_destination_gets_one_delivery_in_the_lane_of_the_message_group() {
        queue.route("first", "a", "erp", "email");
        assertThat(deliveries())
                .extracting(row -> row.get("destination"), row -> row.get("lane"), row -> row.get("state"))
                .containsExactlyInAnyOrder(tuple("erp", "covver/a", "PENDING"), tuple("email", "covver/a", "PENDING"));
    }

    @Test
    void what_has_no_group_or_wants_no_order_has_a_lane_of_its_own() {
        long free = queue.route("free", null, "erp");
        long unordered = queue.route("unordered", "a", List.of(new Line("erp", "", false)));
        assertThat(deliveries()).extracting(row -> row.get("lane")).containsExactly("#" + free, "#" + unordered);
    }

    @Test
    void parts_are_deliveries_of_their_own_in_the_order_in_which_they_were_named() {
        queue.route("first", "a", List.of(new Line("sftp", "z", true), new Line("sftp", "b", true)));
        assertThat(deliveries()).extracting(row -> row.get("part")).containsExactly("z", "b");
        assertThat(queue.leaseOne("sftp", queue.node()).delivery().part()).isEqualTo("z");
    }

    @Test
    void routing_an_event_again_adds_only_the_destinations_that_are_missing() {
        long event = queue.route("first", "a", "erp");
        long mine = queue.node();
        queue.settle(queue.leaseOne("erp", mine), TestQueue.delivered());
        queue.record(new RoutedEvent(event, "covver", "a", List.of(to("erp"), to("email")), null));
        assertThat(queue.states("erp")).containsExactly("DELIVERED");
        assertThat(queue.states("email")).containsExactly("PENDING");
        assertThat(queue.lease("erp", mine)).isEmpty();
        assertThat(queue.lanesOf("erp")).as("opened for nothing, and closed").isEmpty();
    }

    @Test
    void a_lane_that_is_in_flight_or_blocked_takes_more_behind_its_head() {
        long mine = queue.node();
        queue.route("first", "a", "erp");
        Leased head = queue.leaseOne("erp", mine);
        queue.route("second", "a", "erp");
        assertThat(queue.settle(head, TestQueue.givenUp("no"))).hasSize(1);
        queue.route("third", "a", "erp");
        assertThat(queue.states("erp")).containsExactly("DEAD", "PENDING", "PENDING");
        assertThat(queue.lease("erp", mine)).isEmpty();
    }

    @Test
    void destinations_are_woken_once_each_after_the_commit() {
        var due = queue.recordRouted.deliveries(List.of(
                new RoutedEvent(1, "covver", "a", List.of(to("erp"), to("email")), null),
                new RoutedEvent(2, "covver", "a", List.of(new Line("erp", "b", true)), null)));
        assertThat(queue.woken).isEmpty();
        queue.recordRouted.committed(due);
        assertThat(queue.woken).containsExactlyInAnyOrder("erp", "email");
    }

    @Test
    void what_is_rolled_back_leaves_nothing() {
        assertThatThrownBy(() -> queue.transaction.executeWithoutResult(status -> {
                    queue.record(new RoutedEvent(1, "covver", "a", List.of(to("erp")), null));
                    throw new IllegalStateException("the batch is undone");
                }))
                .hasMessage("the batch is undone");
        assertThat(deliveries()).isEmpty();
        assertThat(queue.lanesOf("erp")).isEmpty();
    }

    private List<Map<String, Object>> deliveries() {
        return queue.jdbc
                .sql("SELECT * FROM outbox_delivery ORDER BY id")
                .query()
                .listOfRows();
    }
}
