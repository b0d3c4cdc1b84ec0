package dev.waybill.destination;

import static dev.waybill.handover.HealthNode.unreachable;
import static dev.waybill.handover.TestQueue.delivered;
import static dev.waybill.handover.TestQueue.givenUp;
import static dev.waybill.handover.TestQueue.tryAgain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.Delivery.Leased;
import dev.waybill.handover.HealthNode;
import dev.waybill.handover.TestQueue;
import dev.waybill.health.Pauses;
import dev.waybill.operator.Command;
import dev.waybill.operator.CommandResult.Applied;
import dev.waybill.operator.CommandResult.Done;
import dev.waybill.operator.CommandResult.NotFound;
import dev.waybill.operator.CommandResult.NotPossible;
import dev.waybill.outbox.DeliveryCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An operator's commands on a destination have their effects, on a real PostgreSQL. */
class DestinationCommandsTest {

    private static final Command COMMAND = new Command("night shift", "the ERP is moved");

    private final TestQueue queue = TestQueue.fresh();
    private final List<String> woken = new ArrayList<>();
    private final DestinationCommands commands = commands();
    private final DeliveryCommands deliveries = new DeliveryCommands(queue.transaction, queue.jdbc, destination -> {});
    private final HealthNode one = HealthNode.of(queue);
    private final HealthNode other = HealthNode.of(queue);

    @Test
    void a_pause_holds_on_every_node_until_it_is_resumed() {
        queue.route("first", "a", "erp");
        assertThat(commands.pause("erp", COMMAND)).isInstanceOf(Applied.class);
        assertThat(one.lease(10)).isEmpty();
        assertThat(other.lease(10)).isEmpty();
        assertThat(commands().resume("erp", COMMAND)).as("after a restart").isInstanceOf(Applied.class);
        assertThat(woken).last().isEqualTo("erp");
        assertThat(one.lease(10)).hasSize(1);
        assertThat(audited())
                .containsExactly(
                        "pause erp null night shift: the ERP is moved",
                        "resume erp null night shift: the ERP is moved");
    }

    @Test
    void what_has_begun_ends_as_usual() {
        queue.route("first", "a", "erp");
        Leased leased = one.lease(1).getFirst();
        commands.pause("erp", COMMAND);
        one.settle(leased, delivered());
        assertThat(queue.states("erp")).containsExactly("DELIVERED");
    }

    @Test
    void a_paused_destination_is_not_probed_either() {
        openCircuit();
        commands.pause("erp", COMMAND);
        queue.jdbc.sql("UPDATE outbox_circuit SET probe_at = now()").update();
        assertThat(one.lease(1)).isEmpty();
        commands.resume("erp", COMMAND);
        assertThat(one.lease(1)).hasSize(1);
    }

    @Test
    void who_pauses_a_paused_one_is_told_who_did_and_since_when() {
        commands.pause("erp", COMMAND);
        var since = new Pauses(queue.jdbc).find("erp").orElseThrow().since();
        assertThat(commands.pause("erp", new Command("day shift", "me too")))
                .isInstanceOfSatisfying(
                        NotPossible.class,
                        refused -> assertThat(refused.sentence())
                                .contains("night shift", "the ERP is moved", since.toString()));
        assertThat(audited()).hasSize(1);
    }

    @Test
    void one_that_is_not_paused_can_t_be_resumed_and_one_that_is_not_there_can_t_be_commanded() {
        assertThat(commands.resume("erp", COMMAND)).isInstanceOf(NotPossible.class);
        assertThat(commands.pause("typo", COMMAND)).isInstanceOf(NotFound.class);
        assertThat(commands.resume("typo", COMMAND)).isInstanceOf(NotFound.class);
        assertThat(commands.retryNow("typo", COMMAND)).isInstanceOf(NotFound.class);
        assertThat(audited()).isEmpty();
    }

    @Test
    void retry_makes_everything_due_that_is_in_back_off_and_nothing_else() {
        fillWithBackOff(2500);
        queue.route("dead", "dead", "erp");
        one.handOver(givenUp("no"));
        queue.route("in flight", "flight", "erp");
        Leased inFlight = one.lease(1).getFirst();
        assertThat(commands.retryNow("erp", COMMAND))
                .isInstanceOfSatisfying(
                        Applied.class,
                        applied ->
                                assertThat(applied.sentence()).contains("2500").doesNotContain("circuit", "paused"));
        assertThat(queue.jdbc
                        .sql("SELECT count(*) FROM outbox_lane WHERE due_at > now()")
                        .query(Integer.class)
                        .single())
                .isZero();
        one.settle(inFlight, delivered());
        assertThat(queue.jdbc
                        .sql("SELECT count(*) FROM outbox_lane WHERE blocked_by IS NOT NULL")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(audited()).containsExactly("retry erp null night shift: the ERP is moved");
    }

    @Test
    void retry_probes_an_open_circuit_at_once_and_says_so() {
        openCircuit();
        queue.jdbc
                .sql("UPDATE outbox_circuit SET probe_at = now() + interval '30 seconds'")
                .update();
        assertThat(one.lease(1)).isEmpty();
        commands.pause("erp", COMMAND);
        assertThat(commands.retryNow("erp", COMMAND))
                .isInstanceOfSatisfying(
                        Applied.class,
                        applied -> assertThat(applied.sentence()).contains("a probe starts now", "paused"));
        commands.resume("erp", COMMAND);
        assertThat(one.lease(10)).hasSize(1);
    }

    @Test
    void one_delivery_can_be_retried_without_a_new_budget() {
        queue.route("first", "a", "erp");
        queue.route("behind", "a", "erp");
        one.handOver(tryAgain("HTTP 500"));
        long delivery = delivery("first");
        assertThat(one.lease(1)).isEmpty();
        assertThat(deliveries.retry(delivery("behind"), COMMAND)).isInstanceOf(NotPossible.class);
        assertThat(deliveries.retry(delivery, COMMAND)).isInstanceOf(Done.class);
        assertThat(deliveries.retry(delivery, COMMAND)).as("due already").isInstanceOf(NotPossible.class);
        Leased again = one.lease(1).getFirst();
        assertThat(again.delivery().budgetUsed()).isEqualTo(2);
        assertThat(deliveries.retry(delivery, COMMAND)).as("in flight").isInstanceOf(NotPossible.class);
        one.settle(again, givenUp("HTTP 400"));
        assertThat(deliveries.retry(delivery, COMMAND))
                .isInstanceOfSatisfying(
                        NotPossible.class,
                        refused -> assertThat(refused.sentence()).contains("DEAD", "replay"));
        assertThat(deliveries.retry(9999, COMMAND)).isInstanceOf(NotFound.class);
        assertThat(audited()).hasSize(1).first().asString().startsWith("retry null " + delivery);
    }

    private DestinationCommands commands() {
        return new DestinationCommands(queue.transaction, queue.jdbc, "erp"::equals, woken::add);
    }

    private void openCircuit() {
        for (int i = 0; i < HealthNode.RULES.failures(); i++) {
            queue.route("order " + i, "o" + i, "erp");
            one.handOver(unreachable());
        }
        queue.route("waits", "waits", "erp");
    }

    private void fillWithBackOff(int lanes) {
        queue.jdbc
                .sql("INSERT INTO outbox_lane (destination, lane, due_at) SELECT 'erp', 'covver/' || i,"
                        + " now() + make_interval(secs => 3600 + i) FROM generate_series(1, :lanes) i")
                .param("lanes", lanes)
                .update();
    }

    private long delivery(String key) {
        return queue.jdbc
                .sql("SELECT d.id FROM outbox_delivery d JOIN inbox_event e ON e.id = d.event_id"
                        + " WHERE e.idempotency_key = :key")
                .param("key", key)
                .query(Long.class)
                .single();
    }

    private List<String> audited() {
        return queue.jdbc.sql("SELECT * FROM audit ORDER BY id").query().listOfRows().stream()
                .map(DestinationCommandsTest::line)
                .toList();
    }

    private static String line(Map<String, Object> row) {
        return "%s %s %s %s: %s"
                .formatted(
                        row.get("verb"),
                        row.get("subject_name"),
                        row.get("subject_id"),
                        row.get("who"),
                        row.get("reason"));
    }
}
