package dev.waybill.replay;

import static dev.waybill.replay.TestReplay.COMMAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.handover.LaneDriver.Result;
import dev.waybill.replay.MatchPreview.Sample;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** Deliveries that went out through a revision are replayed or skipped together. */
class RevisionFilterTest {

    private final TestReplay replay = new TestReplay();

    @Test
    void what_one_revision_delivered_is_delivered_again_and_nothing_else() {
        replay.routeMany(4, "erp", 4);
        replay.handOver("erp", Result.DELIVERED);
        through(41, "key0");
        through(42, "key1");
        through(42, "key3");

        PreviewResult.Made made = replay.preview(asked(JobAction.REPLAY, 42, "DELIVERED"));
        assertThat(made.sample()).extracting(Sample::event).containsExactly(event("key1"), event("key3"));
        replay.jobs.start(made.job().id(), COMMAND, true);

        assertThat(replay.finish(made.job().id()))
                .extracting(ReplayJob::state, ReplayJob::revision, ReplayJob::matched, ReplayJob::replayed)
                .containsExactly("DONE", 42, 2L, 2L);
        assertThat(replay.jobs.sample(made.job()))
                .extracting(Sample::event)
                .containsExactly(event("key1"), event("key3"));
        assertThat(replay.deliveries("erp"))
                .containsExactly(
                        "DELIVERED 1/0",
                        "DELIVERED 1/0",
                        "PENDING 0/0 .1",
                        "DELIVERED 1/0",
                        "DELIVERED 1/0",
                        "PENDING 0/0 .1");
    }

    @Test
    void what_a_later_revision_delivered_again_is_no_longer_of_the_earlier_one() {
        replay.routeMany(1, "erp", 1);
        replay.handOver("erp", Result.DELIVERED);
        through(42, "key0");
        replay.finish(replay.started(asked(JobAction.REPLAY, 42, "DELIVERED")));
        replay.handOver("erp", Result.DELIVERED);
        replay.jdbc
                .sql("UPDATE outbox_attempt SET revision = 43 WHERE id = (SELECT max(id) FROM outbox_attempt)")
                .update();

        assertThat(matched(42, "DELIVERED")).isZero();
        assertThat(matched(43, "DELIVERED")).isEqualTo(1);
    }

    @Test
    void an_earlier_attempt_counts_and_one_of_a_lost_lease_does_not() {
        replay.routeMany(2, "erp", 2);
        replay.handOver("erp", Result.FAILED);
        through(42, "key0");
        through(42, "key1");
        replay.jdbc
                .sql("UPDATE outbox_lane SET due_at = now(); UPDATE outbox_attempt SET stale = delivery_id > 1")
                .update();
        replay.handOver("erp", Result.DELIVERED);

        assertThat(matched(42, "DELIVERED")).isEqualTo(1);
    }

    @Test
    void a_batch_smaller_than_the_matches_leaves_none_out() {
        replay.routeMany(30, "erp", 30);
        replay.handOver("erp", Result.DELIVERED);
        for (int i = 0; i < 30; i += 3) {
            through(42, "key" + i);
        }
        long id = replay.started(asked(JobAction.REPLAY, 42, "DELIVERED"));
        replay.jobs.throttle(id, 2, COMMAND);

        assertThat(replay.finish(id).replayed()).isEqualTo(10);
        assertThat(replay.deliveries("erp"))
                .filteredOn("PENDING 0/0 .1"::equals)
                .hasSize(10);
    }

    @Test
    void dead_deliveries_of_a_revision_are_skipped_and_others_stay() {
        replay.routeMany(3, "erp", 3);
        replay.handOver("erp", Result.REFUSED);
        through(42, "key1");

        ReplayJob job = replay.finish(replay.started(asked(JobAction.SKIP, 42, "DEAD")));

        assertThat(job.replayed()).isEqualTo(1);
        assertThat(replay.deliveries("erp")).containsExactly("DEAD 1/0", "SKIPPED 1/0", "DEAD 1/0");
    }

    @Test
    void a_hub_that_does_not_know_the_filter_fails_to_start_or_to_move_such_a_job() {
        replay.routeMany(2, "erp", 2);
        replay.handOver("erp", Result.REFUSED);
        through(42, "key1");
        long id = replay.preview(asked(JobAction.REPLAY, 42, "DEAD")).job().id();

        assertThatThrownBy(() -> before("state = 'RUNNING', started_by = 'x', started_at = now(), moved_at = now()"))
                .isInstanceOf(DataIntegrityViolationException.class);
        replay.jobs.start(id, COMMAND, false);
        assertThatThrownBy(() -> before("at_event = 2, moved_at = moved_at + interval '1 ms'"))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("replay_job_narrowed");
        assertThat(replay.finish(id).replayed()).isEqualTo(1);
        assertThat(replay.deliveries("erp")).containsExactly("DEAD 1/0", "PENDING 1/1");
    }

    private void before(String changes) {
        replay.jdbc.sql("UPDATE replay_job SET " + changes).update();
    }

    private long matched(int revision, String state) {
        return replay.preview(asked(JobAction.REPLAY, revision, state)).job().matched();
    }

    private static ReplayRequest asked(JobAction verb, int revision, String state) {
        return new ReplayRequest("erp", null, null, null, Set.of(state), "erp", 1000, verb, null, revision);
    }

    /** The attempts of this event so far are that revision's. */
    private void through(int revision, String key) {
        replay.jdbc
                .sql("UPDATE outbox_attempt a SET revision = :revision FROM outbox_delivery d"
                        + " WHERE d.id = a.delivery_id AND d.event_id = :event")
                .param("revision", revision)
                .param("event", event(key))
                .update();
    }

    private long event(String key) {
        return replay.jdbc
                .sql("SELECT id FROM inbox_event WHERE idempotency_key = :key")
                .param("key", key)
                .query(Long.class)
                .single();
    }
}
