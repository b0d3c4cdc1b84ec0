package dev.waybill.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.TestQueue;
import dev.waybill.operator.Command;
import dev.waybill.operator.CommandResult.Done;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryCommandsTest {

    private static final Command COMMAND = new Command("night shift", "the ERP lost it", null);

    private final TestQueue queue = TestQueue.fresh();
    private final DeliveryCommands commands = new DeliveryCommands(queue.transaction, queue.jdbc, destination -> {});

    @Test
    void a_finished_delivery_that_goes_again_waits_behind_an_earlier_one_and_its_pause() {
        queue.route("first", "a", "erp");
        queue.route("second", "a", "erp");
        List<Long> ids = ids();
        commands.skip(ids.get(1), COMMAND);
        long node = queue.node();
        queue.settle(queue.leaseOne("erp", node), TestQueue.tryAgain("503"));
        queue.jdbc
                .sql("UPDATE outbox_lane SET due_at = now() + interval '1 hour'")
                .update();

        Done done = (Done) commands.replay(ids.get(1), COMMAND, true);

        assertThat(done.sentence())
                .isEqualTo("Delivery %d has a new key. It waits behind delivery %d of its group."
                        .formatted(ids().getLast(), ids.get(0)));
        assertThat(queue.lease("erp", node))
                .as("the pause of the first goes on")
                .isEmpty();
    }

    @Test
    void a_finished_delivery_that_goes_again_is_due_before_a_later_one() {
        queue.route("first", "a", "erp");
        List<Long> ids = ids();
        commands.skip(ids.get(0), COMMAND);
        queue.route("second", "a", "erp");

        Done done = (Done) commands.replay(ids.get(0), COMMAND, true);

        assertThat(done.sentence()).isEqualTo("Delivery %d is due now, with a new key.".formatted(ids().getLast()));
        assertThat(queue.leaseOne("erp", queue.node()).delivery().id()).isEqualTo(ids().getLast());
    }

    private List<Long> ids() {
        return queue.jdbc
                .sql("SELECT id FROM outbox_delivery ORDER BY id")
                .query(Long.class)
                .list();
    }
}
