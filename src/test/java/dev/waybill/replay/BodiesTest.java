package dev.waybill.replay;

import static dev.waybill.replay.TestReplay.COMMAND;
import static dev.waybill.replay.TestReplay.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.handover.LaneDriver;
import dev.waybill.handover.LaneDriver.Result;
import dev.waybill.inbox.BodyLock;
import dev.waybill.operator.CommandResult;
import dev.waybill.outbox.DeliveryCommands;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Replays and retention agree about a body by its row's lock: no delivery is made that can never leave. */
class BodiesTest {

    private static final String DELETE_UNHELD = """
        DELETE FROM inbox_body WHERE event_id IN (SELECT event_id FROM inbox_body FOR UPDATE SKIP LOCKED)\
        """;

    private static final String WAITING = """
        SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'\
        """;

    private final TestReplay replay = new TestReplay();
    private final DeliveryCommands commands = LaneDriver.commands(replay.database, () -> {});

    @Test
    void a_body_that_is_held_stays() {
        long event = replay.route("first", "a", "erp");
        replay.transaction.executeWithoutResult(status -> {
            assertThat(new BodyLock(replay.jdbc).hold(List.of(event, 999L))).containsExactly(event);
            assertThat(CompletableFuture.supplyAsync(() -> deleteUnheld()).join())
                    .isZero();
        });
        assertThat(deleteUnheld()).isEqualTo(1);
    }

    @Test
    void a_job_that_meets_retention_waits_and_makes_nothing_of_what_is_gone() {
        replay.route("first", "a", "erp");
        replay.handOver("erp", Result.DELIVERED);
        long job = replay.started(request("DELIVERED"));
        replay.passSeconds(2);
        CompletableFuture<Void> tick = replay.transaction.execute(status -> {
            deleteUnheld();
            var running = CompletableFuture.runAsync(() -> replay.tick(replay.node));
            await().until(() -> replay.jdbc.sql(WAITING).query(Integer.class).single() == 1);
            return running;
        });
        assertThat(tick).succeedsWithin(Duration.ofSeconds(5));
        assertThat(replay.finish(job))
                .extracting(ReplayJob::gone, ReplayJob::replayed)
                .containsExactly(1L, 0L);
        assertThat(replay.deliveries("erp")).containsExactly("DELIVERED 1/0");
    }

    @Test
    void a_finished_delivery_whose_body_is_gone_is_not_replayed_by_hand_either() {
        replay.route("first", "a", "erp");
        replay.handOver("erp", Result.DELIVERED);
        deleteUnheld();
        assertThat(commands.replay(1, COMMAND, true))
                .isInstanceOfSatisfying(
                        CommandResult.NotPossible.class,
                        result -> assertThat(result.sentence()).contains("deleted the body of event 1"));
        assertThat(replay.deliveries("erp")).containsExactly("DELIVERED 1/0");
        assertThat(replay.lanesOf("erp")).isEmpty();
        assertThat(replay.audit()).isEmpty();
    }

    @Test
    void a_finished_delivery_that_has_its_body_is_replayed_by_hand() {
        replay.route("first", "a", "erp");
        replay.handOver("erp", Result.DELIVERED);
        assertThat(commands.replay(1, COMMAND, false)).isInstanceOf(CommandResult.NeedsConfirmation.class);
        assertThat(commands.replay(1, COMMAND, true)).isInstanceOf(CommandResult.Done.class);
        assertThat(replay.deliveries("erp")).containsExactly("DELIVERED 1/0", "PENDING 0/0 .1");
    }

    private int deleteUnheld() {
        return replay.jdbc.sql(DELETE_UNHELD).update();
    }
}
