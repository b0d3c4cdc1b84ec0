package dev.waybill.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.CovverEvent;
import dev.waybill.kit.HubProcess;
import dev.waybill.kit.Slow;
import dev.waybill.sandbox.ErpMode;
import dev.waybill.sandbox.ErpRequest;
import dev.waybill.sandbox.ErpStub;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of the hub at each seam. The test holds the very row that the hub needs next, so that the kill hits
 * the seam each time and not by luck.
 */
@Slow
class KillIT {

    private static final String WAITING = """
        SELECT count(*) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%outbox_settle%'\
        """;

    private static final String CUT_OFF = """
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'\
        """;

    private final SharedDatabase database = new SharedDatabase();
    private final ErpStub erp = ErpStub.start();

    @AfterEach
    void stop() {
        erp.close();
    }

    @Test
    void what_was_acknowledged_is_routed_after_a_kill_before_routing() throws Exception {
        List<CovverEvent> order = Orders.of("a1", 3);
        try (HubProcess hub = start()) {
            try (Connection held = database.hold("SELECT 1 FROM inbox_slot FOR UPDATE")) {
                Orders.send(hub, order);
                hub.kill();
            }
        }
        assertThat(erp.journal()).isEmpty();

        try (HubProcess again = start()) {
            eventually(() -> erp.effects().size() == 3);
            assertThat(statuses()).containsExactly("placed", "confirmed", "fulfilled");
        }
    }

    @Test
    void a_leased_delivery_is_handed_over_after_a_kill_before_the_hand_over() throws Exception {
        erp.mode(ErpMode.STALL);
        try (HubProcess hub = start()) {
            Orders.send(hub, Orders.of("b1", 3));
            eventually(() -> database.count("SELECT count(*) FROM outbox_lane WHERE owner IS NOT NULL") == 1
                    && !erp.journal().isEmpty());
            hub.kill();
        }
        erp.mode(ErpMode.OK);
        assertThat(erp.effects()).isEmpty();

        try (HubProcess again = start()) {
            eventually(() -> erp.effects().size() == 3);
            assertThat(statuses()).containsExactly("placed", "confirmed", "fulfilled");
        }
    }

    @Test
    void a_kill_between_hand_over_and_settlement_repeats_the_attempt_with_the_same_key() throws Exception {
        try (HubProcess hub = start()) {
            try (Connection held = database.hold("LOCK TABLE outbox_attempt IN SHARE MODE")) {
                Orders.send(hub, Orders.of("c1", 3));
                eventually(() -> erp.effects().size() == 1);
                eventually(() -> database.count(WAITING) == 1);
                hub.kill();
                // a statement that has arrived is done without the hub that sent it, if nobody cuts it off
                eventually(() -> database.count(CUT_OFF) == 0);
            }
        }
        assertThat(database.count("SELECT count(*) FROM outbox_attempt")).isZero();

        try (HubProcess again = start()) {
            eventually(() -> erp.effects().size() == 3);
            assertThat(statuses()).containsExactly("placed", "confirmed", "fulfilled");
            eventually(() -> database.count(
                            "SELECT count(*) FROM outbox_delivery WHERE destination = 'erp' AND state = 'DELIVERED'")
                    == 3);
        }
        assertThat(erp.effects()).extracting(ErpRequest::key).doesNotHaveDuplicates();
    }

    private HubProcess start() {
        return HubProcess.start(database.settings(erp));
    }

    private List<String> statuses() {
        return erp.effects().stream().map(ErpRequest::body).map(Orders::status).toList();
    }

    private static void eventually(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(condition);
    }
}
