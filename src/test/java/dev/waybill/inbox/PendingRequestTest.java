package dev.waybill.inbox;

import static dev.waybill.inbox.TestIntake.arrival;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.batch.Deadline;
import dev.waybill.inbox.PendingArrival.Reply;
import dev.waybill.kit.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several arrivals of one request: one commit, and one outcome for its sender. */
class PendingRequestTest {

    private static final int QUEUE = 8;

    private static final DataSource DATABASE = TestPostgres.fresh();

    private final TestIntake intake =
            new TestIntake(TestIntake.emptied(DATABASE), TestIntake.settings(1, QUEUE, Duration.ofSeconds(10)));

    @AfterEach
    void close() {
        intake.close();
    }

    @Test
    void its_arrivals_are_one_statement_and_each_is_counted() {
        assertThat(send(arrival("a", "{}"), arrival("b", "{}"), arrival("c", "{}"))
                        .join())
                .isInstanceOf(IntakeOutcome.Stored.class);

        assertThat(intake.watched.statements).hasSize(1);
        assertThat(intake.count("inbox_event")).isEqualTo(3);
        assertThat(intake.counted("accepted")).isEqualTo(3);
    }

    @Test
    void a_new_event_beside_a_duplicate_is_what_the_sender_hears() {
        send(arrival("a", "{}")).join();

        assertThat(send(arrival("a", "{}"), arrival("b", "{}")).join()).isInstanceOf(IntakeOutcome.Stored.class);
        assertThat(send(arrival("a", "{}"), arrival("b", "{}")).join()).isInstanceOf(IntakeOutcome.Duplicate.class);
    }

    @Test
    void a_row_that_the_database_refuses_refuses_its_request_and_no_other() {
        intake.poison();
        intake.watched.shut();
        var held = send(arrival("held", "{}"));
        await().until(() -> intake.watched.waiting() == 1);
        var before = send(arrival("a", "{}"), arrival("shared", "{}"));
        var poisoned = send(
                arrival("b", "{}"),
                arrival("shared", "{}"),
                arrival("p", "order-1", "Poison", "{}"),
                arrival("c", "{}"));
        var after = send(arrival("d", "{}"), arrival("e", "{}"));
        intake.watched.open();

        assertThat(held.join()).isInstanceOf(IntakeOutcome.Stored.class);
        assertThat(before.join()).isInstanceOf(IntakeOutcome.Stored.class);
        assertThat(after.join()).isInstanceOf(IntakeOutcome.Stored.class);
        assertThat(poisoned.join()).isInstanceOf(IntakeOutcome.Unfit.class);
        assertThat(keys()).containsExactly("a", "d", "e", "held", "shared");
        assertThat(intake.count("quarantine WHERE reason = 'the database refused it' AND idempotency_key IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void one_that_can_never_be_stored_keeps_the_others_out_and_is_named() {
        var outcome = send(arrival("a", "{}"), arrival("k".repeat(256), "{}"));

        assertThat(outcome.join()).isInstanceOf(IntakeOutcome.Unfit.class);
        assertThat(keys()).isEmpty();
        assertThat(intake.count(
                        "quarantine WHERE reason = 'item 2 of 2: the idempotency key is longer than 255 bytes'"))
                .isEqualTo(1);
    }

    @Test
    void its_events_are_in_its_order_whatever_their_keys() {
        send(arrival("z", "{}"), arrival("m", "{}"), arrival("a", "{}"), arrival("q", "{}"))
                .join();

        assertThat(intake.jdbc
                        .sql("SELECT idempotency_key FROM inbox_event JOIN inbox_work ON event_id = id ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly("z", "m", "a", "q");
    }

    @Test
    void a_sender_that_has_its_outcome_is_not_waited_for_though_its_thread_is_busy() {
        var request = new PendingRequest(
                List.of(arrival("a", "{}")), Deadline.in(Duration.ofSeconds(10)), task -> {}, outcomes -> {});

        Reply.toAll(List.of(request), new IntakeOutcome.Stored(1));

        assertThat(request.isAwaited()).isFalse();
    }

    @Test
    void all_that_keep_it_out_are_named() {
        send(arrival("z", "{\"a\":1}"), arrival("y", "{\"a\":1}")).join();

        assertThat(send(arrival("b", "{}"), arrival("z", "{}"), arrival("y", "{}"))
                        .join())
                .isInstanceOf(IntakeOutcome.Conflict.class);
        assertThat(send(
                                arrival("c", "{}"),
                                arrival("d\0", "{}"),
                                arrival("e\0", "{}"),
                                arrival("f\0", "{}"),
                                arrival("g\0", "{}"),
                                arrival("h\0", "{}"))
                        .join())
                .isInstanceOf(IntakeOutcome.Unfit.class);

        assertThat(intake.jdbc
                        .sql("SELECT reason FROM quarantine ORDER BY id")
                        .query(String.class)
                        .list())
                .satisfiesExactly(
                        conflicts ->
                                assertThat(conflicts).isEqualTo("item 2 of 3: key conflict; item 3 of 3: key conflict"),
                        unfit -> assertThat(unfit)
                                .startsWith("item 2 of 6: ")
                                .contains("; item 4 of 6: ")
                                .endsWith("; and 2 more"));
    }

    @Test
    void a_full_queue_refuses_all_of_them() {
        intake.watched.shut();
        var held = send(arrival("held", "{}"));
        await().until(() -> intake.watched.waiting() == 1);
        for (int i = 0; i < QUEUE / 2; i++) {
            send(arrival("a-" + i, "{}"), arrival("b-" + i, "{}"));
        }

        assertThat(send(arrival("c", "{}"), arrival("d", "{}")).join())
                .isEqualTo(new IntakeOutcome.Unknown("the intake queue is full", null));

        intake.watched.open();
        held.join();
        await().until(() -> intake.count("inbox_event") == 1 + QUEUE);
        assertThat(keys()).doesNotContain("c", "d");
    }

    private CompletableFuture<IntakeOutcome> send(Arrival... arrivals) {
        ArrivalContext context = intake.context(arrivals[0], Runnable::run);
        context.setArrivals(List.of(arrivals));
        var outcome = new CompletableFuture<IntakeOutcome>();
        intake.accept.accept(context, outcome::complete);
        return outcome;
    }

    private List<String> keys() {
        return intake.jdbc
                .sql("SELECT idempotency_key FROM inbox_event ORDER BY 1")
                .query(String.class)
                .list();
    }
}
