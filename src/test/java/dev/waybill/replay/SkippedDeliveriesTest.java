package dev.waybill.replay;

import static dev.waybill.replay.TestReplay.COMMAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.handover.LaneDriver.Result;
import dev.waybill.operator.Command;
import dev.waybill.operator.CommandResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Jobs that give up what failed alike. */
class SkippedDeliveriesTest {

    private static final String NO_SUCH_ORDER = "400 no such order #";

    private final TestReplay replay = new TestReplay();

    @Test
    void what_failed_alike_is_skipped_each_is_audited_and_the_groups_go_on() {
        replay.route("a1", "a", "erp");
        long next = replay.route("a2", "a", "erp");
        replay.route("b1", "b", "erp");
        replay.route("c1", "c", "erp");
        replay.handOver("erp", Result.REFUSED);
        failed("a1", 400, "HTTP 400 no such order 17");
        failed("b1", 400, "HTTP 400 no such order 4711");
        failed("c1", 403, "HTTP 403 no");

        PreviewResult.Made preview = replay.preview(skip(NO_SUCH_ORDER));
        assertThat(preview.job().matched()).isEqualTo(2);
        assertThat(preview.sample()).extracting(one -> one.lastError()).allMatch(error -> error.contains("order"));
        assertThat(replay.jobs.start(preview.job().id(), COMMAND, false)).isInstanceOf(CommandResult.Done.class);
        ReplayJob job = replay.finish(preview.job().id());

        assertThat(job)
                .extracting(ReplayJob::verb, ReplayJob::error, ReplayJob::state, ReplayJob::replayed)
                .containsExactly(JobAction.SKIP, NO_SUCH_ORDER, "DONE", 2L);
        assertThat(replay.deliveries("erp")).containsExactly("SKIPPED 1/0", "PENDING 0/0", "SKIPPED 1/0", "DEAD 1/0");
        assertThat(replay.audit())
                .containsExactly(
                        "night shift preview replay",
                        "night shift start replay",
                        "night shift skip delivery",
                        "night shift skip delivery",
                        "night shift end replay");
        assertThat(replay.lanesOf("erp")).hasSize(2); // b's is closed: nothing is left in it
        assertThat(replay.woken).contains("erp");
        assertThat(replay.handOver("erp", Result.DELIVERED)).containsExactly(next);
    }

    @Test
    void a_skip_is_put_down_to_the_operator_who_started_it_with_that_ones_reason() {
        replay.routeMany(2, "erp", 2);
        replay.handOver("erp", Result.REFUSED);
        long id = replay.preview(skip(null)).job().id();
        replay.jobs.start(id, new Command("day shift", "the orders are cancelled"), false);
        replay.finish(id);
        assertThat(replay.jdbc
                        .sql("SELECT who || ': ' || reason FROM audit WHERE verb IN ('skip', 'end')")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "day shift: job %d: the orders are cancelled".formatted(id),
                        "day shift: job %d: the orders are cancelled".formatted(id),
                        "day shift: 2 skipped");
    }

    @Test
    void a_replay_takes_only_what_failed_alike() {
        replay.routeMany(3, "erp", 3);
        replay.handOver("erp", Result.REFUSED);
        failed("key1", 400, "HTTP 400 no such order 1");
        var request = new ReplayRequest(
                "erp", null, null, null, Set.of("DEAD"), "erp", 1000, JobAction.REPLAY, NO_SUCH_ORDER, null);
        assertThat(replay.finish(replay.started(request)).replayed()).isEqualTo(1);
        assertThat(replay.deliveries("erp")).containsExactly("DEAD 1/0", "PENDING 1/1", "DEAD 1/0");
    }

    @Test
    void a_hub_that_dies_in_the_middle_of_a_batch_has_skipped_nothing_of_it_and_another_goes_on() {
        replay.routeMany(20, "erp", 20);
        replay.handOver("erp", Result.REFUSED);
        long id = replay.started(skip(null));
        replay.jobs.throttle(id, 7, COMMAND);
        RunJobs dying = replay.node(replay.dyingBeforeCommit(new ArrayList<>()));
        while (replay.job(id).endedAt() == null) {
            replay.passSeconds(1);
            long before = replay.job(id).replayed();
            assertThatThrownBy(() -> replay.tick(dying)).isInstanceOf(RuntimeException.class);
            assertThat(skipped()).isEqualTo(before).isEqualTo(replay.job(id).replayed());
            replay.tick(replay.node);
        }
        assertThat(skipped()).isEqualTo(20);
        assertThat(replay.audit())
                .filteredOn("night shift skip delivery"::equals)
                .hasSize(20);
        assertThat(replay.lanesOf("erp")).isEmpty();
    }

    @Test
    void what_was_replayed_since_the_preview_is_not_given_up() {
        replay.routeMany(2, "erp", 2);
        replay.handOver("erp", Result.REFUSED);
        long id = replay.preview(skip(null)).job().id();
        replay.jdbc
                .sql("UPDATE outbox_delivery SET state = 'PENDING', retries_from = attempts WHERE id ="
                        + " (SELECT min(id) FROM outbox_delivery)")
                .update();
        replay.jobs.start(id, COMMAND, false);
        assertThat(replay.finish(id).replayed()).isEqualTo(1);
        assertThat(replay.deliveries("erp")).containsExactly("PENDING 1/1", "SKIPPED 1/0");
    }

    @Test
    void of_two_operators_who_skip_the_same_one_does() {
        replay.routeMany(2, "erp", 2);
        replay.handOver("erp", Result.REFUSED);
        List<Long> ids = List.of(
                replay.preview(skip(null)).job().id(),
                replay.preview(skip(null)).job().id());
        assertThat(replay.jobs.start(ids.getFirst(), COMMAND, false)).isInstanceOf(CommandResult.Done.class);
        assertThat(replay.jobs.start(ids.getLast(), COMMAND, false))
                .isInstanceOf(CommandResult.NotPossible.class)
                .asString()
                .contains("Another job");
        assertThat(replay.finish(ids.getFirst()).replayed()).isEqualTo(2);
        replay.jobs.start(ids.getLast(), COMMAND, false);
        assertThat(replay.finish(ids.getLast()).replayed()).isZero();
    }

    private static ReplayRequest skip(@Nullable String error) {
        return new ReplayRequest("erp", null, null, null, Set.of("DEAD"), "erp", 1000, JobAction.SKIP, error, null);
    }

    private void failed(String key, int status, String reason) {
        replay.jdbc
                .sql("INSERT INTO outbox_attempt (delivery_id, number, node, started_at, duration_ms, outcome,"
                        + " status, reason, answer)"
                        + " SELECT d.id, 2, 1, now(), 5, 'REFUSED', :status, :reason, '' FROM outbox_delivery d"
                        + " JOIN inbox_event e ON e.id = d.event_id WHERE e.idempotency_key = :key")
                .param("key", key)
                .param("status", status)
                .param("reason", reason)
                .update();
    }

    private long skipped() {
        return replay.jdbc
                .sql("SELECT count(*) FROM outbox_delivery WHERE state = 'SKIPPED'")
                .query(Long.class)
                .single();
    }
}
