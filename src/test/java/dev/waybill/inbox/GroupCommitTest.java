package dev.waybill.inbox;

import static dev.waybill.inbox.TestIntake.arrival;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.batch.StoreUnavailable;
import dev.waybill.inbox.TestIntake.Answer;
import dev.waybill.kit.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One writer, held back until a batch has gathered behind it: so each test knows what goes into one flush. */
class GroupCommitTest {

    private static final int QUEUE = 60;

    private static final DataSource DATABASE = TestPostgres.fresh();

    private final TestIntake intake =
            new TestIntake(TestIntake.emptied(DATABASE), TestIntake.settings(1, QUEUE, Duration.ofSeconds(10)));

    @AfterEach
    void close() {
        intake.close();
    }

    @Test
    void a_lone_event_is_one_statement_without_a_transaction_around_it() {
        intake.send(arrival("k-1", "{}"));

        assertThat(intake.watched.statements).hasSize(1);
        assertThat(intake.watched.transactionCalls).isEmpty();
    }

    @Test
    void fifty_events_that_came_during_a_flush_are_one_statement() throws Exception {
        holdWriter();
        List<Future<Answer>> asked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            asked.add(intake.sendAside(arrival("k-" + i, "{}")));
        }
        release(50);

        Set<Long> events = new HashSet<>();
        for (Future<Answer> answer : asked) {
            assertThat(answer.get().fresh()).isTrue();
            events.add(answer.get().event());
        }
        assertThat(events).hasSize(50);
        assertThat(intake.count("inbox_event")).isEqualTo(51);
        assertThat(intake.watched.statements).hasSize(2); // the one that was held, and the fifty
        assertThat(intake.watched.transactionCalls).isEmpty();
    }

    @Test
    void duplicates_in_a_batch_cost_one_read_for_all() throws Exception {
        long old = intake.send(arrival("old", "{}")).event();
        intake.watched.statements.clear();
        holdWriter();
        var again = intake.sendAside(arrival("old", "{}"));
        var fresh = intake.sendAside(arrival("new", "{}"));
        release(2);

        assertThat(again.get()).isEqualTo(new Answer(false, old));
        assertThat(fresh.get().fresh()).isTrue();
        assertThat(intake.watched.statements).hasSize(3); // held, insert, read
    }

    @Test
    void a_conflict_costs_its_neighbours_nothing() throws Exception {
        intake.send(arrival("old", "{\"a\":1}"));
        holdWriter();
        var before = intake.sendAside(arrival("a", "{}"));
        var conflict = intake.sendAside(arrival("old", "{\"a\":2}"));
        var after = intake.sendAside(arrival("z", "{}"));
        release(3);

        assertThat(before.get().fresh()).isTrue();
        assertThat(after.get().fresh()).isTrue();
        assertThatThrownBy(conflict::get).hasCauseInstanceOf(KeyConflict.class);
    }

    @Test
    void equal_keys_with_different_bodies_in_one_batch_make_one_event_and_conflicts() throws Exception {
        holdWriter();
        var first = intake.sendAside(arrival("k", "{\"a\":1}"));
        await().until(() -> intake.commit.waiting() == 1);
        var other = intake.sendAside(arrival("k", "{\"a\":2}"));
        var same = intake.sendAside(arrival("k", "{\"a\":1}"));
        release(3);

        assertThat(first.get().fresh()).isTrue();
        assertThat(same.get()).isEqualTo(new Answer(false, first.get().event()));
        assertThatThrownBy(other::get).hasCauseInstanceOf(KeyConflict.class);
        assertThat(intake.count("quarantine WHERE event_id = " + first.get().event()))
                .isEqualTo(1);
    }

    @Test
    void the_followers_of_a_conflict_are_judged_by_the_stored_body() throws Exception {
        long old = intake.send(arrival("k", "{\"a\":1}")).event();
        holdWriter();
        var conflict = intake.sendAside(arrival("k", "{\"a\":2}"));
        await().until(() -> intake.commit.waiting() == 1);
        var duplicate = intake.sendAside(arrival("k", "{\"a\":1}"));
        release(2);

        assertThatThrownBy(conflict::get).hasCauseInstanceOf(KeyConflict.class);
        assertThat(duplicate.get()).isEqualTo(new Answer(false, old));
    }

    @Test
    void a_row_that_the_database_refuses_fails_alone() throws Exception {
        intake.poison();
        holdWriter();
        List<Future<Answer>> good = new ArrayList<>();
        List<Future<Answer>> bad = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            if (i % 13 == 5) {
                bad.add(intake.sendAside(arrival("k-" + i, "order-1", "Poison", "{}")));
            }
            good.add(intake.sendAside(arrival("good-" + i, "{}")));
        }
        release(43);

        for (Future<Answer> answer : good) {
            assertThat(answer.get().fresh()).isTrue();
        }
        for (Future<Answer> answer : bad) {
            assertThatThrownBy(answer::get).hasCauseInstanceOf(UnstorableEvent.class);
        }
        assertThat(intake.count("quarantine WHERE ring = 'VERIFIED'")).isEqualTo(3);
    }

    @Test
    void behind_a_refused_row_another_body_with_its_key_gets_its_own_chance() throws Exception {
        intake.poison();
        holdWriter();
        var poison = intake.sendAside(arrival("k", "order-1", "Poison", "{\"a\":1}"));
        await().until(() -> intake.commit.waiting() == 1);
        var good = intake.sendAside(arrival("k", "{\"a\":2}"));
        release(2);

        assertThatThrownBy(poison::get).hasCauseInstanceOf(UnstorableEvent.class);
        assertThat(good.get().fresh()).isTrue();
    }

    @Test
    void a_doubled_id_is_the_fault_of_the_database_and_not_of_the_sender() {
        intake.send(arrival("k-1", "{}"));
        intake.jdbc.sql("ALTER TABLE inbox_event ALTER COLUMN id RESTART").update();

        assertThatThrownBy(() -> intake.send(arrival("k-2", "{}"))).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void an_event_without_a_group_has_the_slot_of_its_id() {
        for (int i = 0; i < 20; i++) {
            intake.send(arrival("k-" + i, null, "ProductShown", "{}"));
        }

        assertThat(intake.count("inbox_work WHERE message_group IS NULL AND slot = event_id % 16"))
                .isEqualTo(20);
        assertThat(intake.count("(SELECT DISTINCT slot FROM inbox_work) AS slots"))
                .isEqualTo(16);
    }

    @Test
    void a_full_queue_refuses_at_once() throws Exception {
        holdWriter();
        List<Future<Answer>> queued = new ArrayList<>();
        for (int i = 0; i < QUEUE; i++) {
            queued.add(intake.sendAside(arrival("k-" + i, "{}")));
        }
        await().until(() -> intake.commit.waiting() == QUEUE);

        assertThatThrownBy(() -> intake.send(arrival("one-more", "{}")))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("the intake queue is full");

        release(QUEUE);
        for (Future<Answer> answer : queued) {
            assertThat(answer.get().fresh()).isTrue();
        }
    }

    @Test
    void the_router_hears_of_new_events_only_and_once_a_flush() throws Exception {
        intake.send(arrival("k-1", "{}"));
        intake.send(arrival("k-1", "{}"));

        // a later flush of the same thread has told everything before it
        intake.send(arrival("k-2", "{}"));
        await().until(() -> intake.woken.size() == 2);
        assertThat(intake.woken).containsOnly(Set.of("covver"));
    }

    @Test
    void what_is_queued_when_the_hub_stops_is_stored_and_what_comes_later_is_refused() throws Exception {
        holdWriter();
        var queued = intake.sendAside(arrival("queued", "{}"));
        await().until(() -> intake.commit.waiting() == 1);
        Thread stopping = Thread.startVirtualThread(intake.commit::stop);
        await().until(() -> !intake.commit.isRunning());

        assertThatThrownBy(() -> intake.send(arrival("late", "{}")))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("stopped");

        intake.watched.open();
        assertThat(queued.get().fresh()).isTrue();
        stopping.join();
        assertThat(intake.count("inbox_event")).isEqualTo(2);
    }

    @Test
    void it_starts_again_after_a_stop() {
        intake.commit.stop();
        intake.commit.start();

        assertThat(intake.send(arrival("k-1", "{}")).fresh()).isTrue();
    }

    @Test
    void an_event_whose_sender_was_told_to_send_again_is_not_written_late() throws Exception {
        try (var hasty = new TestIntake(DATABASE, TestIntake.settings(1, QUEUE, Duration.ofMillis(200)))) {
            hasty.watched.shut();
            var held = hasty.sendAside(arrival("held", "{}"));
            await().until(() -> hasty.watched.waiting() == 1);
            var queued = hasty.sendAside(arrival("queued", "{}"));
            assertThatThrownBy(held::get).hasCauseInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(queued::get).hasCauseInstanceOf(StoreUnavailable.class);
            hasty.watched.open();

            assertThat(hasty.send(arrival("next", "{}")).fresh()).isTrue();
            // the held one was in the writer's hands already: unknown means that it may be there
            assertThat(hasty.count("inbox_event WHERE idempotency_key = 'held'"))
                    .isEqualTo(1);
            assertThat(hasty.count("inbox_event WHERE idempotency_key = 'queued'"))
                    .isZero();
        }
    }

    /** After this the only writer stands before the database with one event in its hands. */
    private void holdWriter() {
        intake.watched.shut();
        intake.sendAside(arrival("held", "{}"));
        await().until(() ->
                intake.meters.get("waybill.inbox.queue").gauge().value() == 0 && intake.watched.waiting() == 1);
    }

    private void release(int queued) {
        await().until(() -> intake.commit.waiting() == queued);
        intake.watched.open();
    }
}
