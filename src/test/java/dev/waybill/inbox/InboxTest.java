package dev.waybill.inbox;

import static dev.waybill.inbox.TestIntake.arrival;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.batch.StoreUnavailable;
import dev.waybill.inbox.TestIntake.Answer;
import dev.waybill.kit.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboxTest {

    private static final DataSource DATABASE = TestPostgres.fresh();

    private final TestIntake intake = new TestIntake(TestIntake.emptied(DATABASE));

    @AfterEach
    void close() {
        intake.close();
    }

    @Test
    void a_new_event_is_committed_whole_before_the_answer() {
        long event = intake.send(arrival("k-1", "order-7", "OrderPlaced", "{\"a\": 1}"))
                .event();

        Map<String, Object> row = intake.jdbc.sql("""
            SELECT e.source, e.idempotency_key, e.message_group, e.type, e.secret_id, w.state, w.slot::int AS slot,
                   w.source AS work_source, w.message_group AS work_group, w.tries,
                   convert_from(b.headers, 'UTF8') AS headers, convert_from(b.body, 'UTF8') AS body,
                   e.digest = sha256(b.body) AS digested,
                   e.received_at BETWEEN now() - interval '1 minute' AND now() AS just_now,
                   w.due_at <= now() AS due
            FROM inbox_event e JOIN inbox_body b ON b.event_id = e.id JOIN inbox_work w ON w.event_id = e.id
            WHERE e.id = ?
            """).param(event).query().singleRow();
        assertThat(row)
                .containsEntry("source", "covver")
                .containsEntry("idempotency_key", "k-1")
                .containsEntry("message_group", "order-7")
                .containsEntry("type", "OrderPlaced")
                .containsEntry("secret_id", "2026")
                .containsEntry("state", "RECEIVED")
                .containsEntry("slot", (int) Slot.of("covver", "order-7"))
                .containsEntry("work_source", "covver")
                .containsEntry("work_group", "order-7")
                .containsEntry("tries", 0)
                .containsEntry("headers", "[[\"a\",\"b\"]]")
                .containsEntry("body", "{\"a\": 1}")
                .containsEntry("digested", true)
                .containsEntry("just_now", true)
                .containsEntry("due", true);
    }

    @Test
    void the_answer_carries_the_event_in_headers() {
        Exchange exchange = intake.stored(arrival("k-1", "{}"));

        assertThat(intake.inbox.add(exchange, "k-1")).isTrue();

        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(InboxHeaders.EVENT_TYPE, "OrderPlaced")
                .containsEntry(InboxHeaders.SOURCE, "covver")
                .containsEntry(
                        InboxHeaders.EVENT_ID,
                        intake.jdbc
                                .sql("SELECT id FROM inbox_event")
                                .query(Long.class)
                                .single());
    }

    @Test
    void fifty_at_once_with_one_key_make_one_event_and_one_says_new() throws Exception {
        List<Future<Answer>> asked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            asked.add(intake.sendAside(arrival("k-1", "{}")));
        }

        int fresh = 0;
        Set<Long> events = new HashSet<>();
        for (Future<Answer> answer : asked) {
            fresh += answer.get().fresh() ? 1 : 0;
            events.add(answer.get().event());
        }

        assertThat(fresh).isEqualTo(1);
        assertThat(events).hasSize(1);
        assertThat(intake.count("inbox_event")).isEqualTo(1);
        assertThat(intake.count("inbox_work")).isEqualTo(1);
        assertThat(intake.counted("accepted")).isEqualTo(1);
        assertThat(intake.counted("duplicate")).isEqualTo(49);
    }

    @Test
    void the_order_of_acknowledgement_is_the_order_of_ids() {
        long earlier = 0;
        for (String key : List.of("z", "m", "a", "q", "b")) {
            long event = intake.send(arrival(key, "{}")).event();
            assertThat(event).isGreaterThan(earlier);
            earlier = event;
        }
    }

    @Test
    void one_key_from_two_sources_is_two_events() {
        Arrival first = arrival("k-1", "{}");
        Arrival second = new Arrival(
                "other",
                first.key(),
                first.group(),
                first.type(),
                first.digest(),
                first.secretId(),
                first.headers(),
                first.body(),
                null,
                null);

        assertThat(intake.send(first).fresh()).isTrue();
        assertThat(intake.send(second).fresh()).isTrue();
    }

    @Test
    void a_re_indented_re_send_is_a_duplicate_for_the_digest_is_the_signed_form() {
        Arrival first = arrival("k-1", "{\"a\":1}");
        Arrival again = new Arrival(
                "covver",
                "k-1",
                first.group(),
                first.type(),
                first.digest(),
                "2025",
                first.headers(),
                first.body(),
                null,
                "{ \"a\": 1 }".getBytes());

        long event = intake.send(first).event();

        assertThat(intake.send(again)).isEqualTo(new Answer(false, event));
        assertThat(intake.count("quarantine")).isZero();
    }

    @Test
    void a_key_conflict_is_in_quarantine_before_it_is_thrown() {
        long event = intake.send(arrival("k-1", "{\"a\":1}")).event();

        assertThatThrownBy(() -> intake.send(arrival("k-1", "{\"a\":2}")))
                .isInstanceOf(KeyConflict.class)
                .hasMessage("Source covver sent key k-1 before, with another body");

        assertThat(intake.jdbc
                        .sql("SELECT ring, reason, idempotency_key, event_id, convert_from(body, 'UTF8') AS body"
                                + " FROM quarantine")
                        .query()
                        .singleRow())
                .isEqualTo(Map.of(
                        "ring", "VERIFIED",
                        "reason", "key conflict",
                        "idempotency_key", "k-1",
                        "event_id", event,
                        "body", "{\"a\":2}"));
        assertThat(intake.counted("conflict")).isEqualTo(1);
        assertThat(intake.count("inbox_event")).isEqualTo(1);
    }

    @Test
    void a_body_that_may_come_only_once_is_in_quarantine_under_another_key_and_a_duplicate_under_its_own() {
        long event = intake.send(onlyOnce("k-1", "{\"a\":1}")).event();

        assertThatThrownBy(() -> intake.send(onlyOnce("k-2", "{\"a\":1}"))).isInstanceOf(RepeatedBody.class);
        assertThat(intake.send(onlyOnce("k-1", "{\"a\":1}"))).isEqualTo(new Answer(false, event));
        assertThat(intake.send(onlyOnce("k-3", "{\"a\":2}")).fresh()).isTrue();

        assertThat(intake.jdbc
                        .sql("SELECT ring, reason, idempotency_key, event_id FROM quarantine")
                        .query()
                        .singleRow())
                .isEqualTo(Map.of(
                        "ring", "VERIFIED",
                        "reason", "the same body came before, under another key",
                        "idempotency_key", "k-2",
                        "event_id", event));
        assertThat(intake.counted("repeated")).isEqualTo(1);
    }

    @Test
    void of_one_body_under_many_keys_at_once_one_is_accepted() {
        List<CompletableFuture<IntakeOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Arrival arrival = onlyOnce("k-" + i, "{}");
            var outcome = new CompletableFuture<IntakeOutcome>();
            intake.accept.accept(intake.context(arrival, Runnable::run), outcome::complete);
            outcomes.add(outcome);
        }

        Map<Class<?>, Long> kinds = outcomes.stream()
                .map(CompletableFuture::join)
                .collect(Collectors.groupingBy(IntakeOutcome::getClass, Collectors.counting()));
        assertThat(kinds).isEqualTo(Map.of(IntakeOutcome.Stored.class, 1L, IntakeOutcome.Repeated.class, 49L));
    }

    private static Arrival onlyOnce(String key, String body) {
        Arrival one = arrival(key, body);
        return new Arrival(
                one.source(),
                one.key(),
                one.group(),
                one.type(),
                one.digest(),
                one.secretId(),
                one.headers(),
                one.body(),
                Duration.ofDays(30),
                null);
    }

    @Test
    void a_conflict_that_can_not_be_quarantined_is_unavailable() {
        intake.send(arrival("k-1", "{\"a\":1}"));
        intake.jdbc.sql("ALTER TABLE quarantine RENAME TO gone").update();

        assertThatThrownBy(() -> intake.send(arrival("k-1", "{\"a\":2}"))).isInstanceOf(StoreUnavailable.class);

        intake.jdbc.sql("ALTER TABLE gone RENAME TO quarantine").update();
    }

    @Test
    void what_postgresql_can_not_hold_is_refused_before_it_is_queued_and_kept_in_quarantine() {
        Arrival zero = arrival("k-1", "order-1", "Order\0Placed", "{\"type\":\"Order\\u0000Placed\"}");
        Arrival half = arrival("k-2", "order-\uD800", "OrderPlaced", "{}");
        Arrival endless = arrival("k-3", "order-1", "x".repeat(256), "{}");

        assertThatThrownBy(() -> intake.send(zero)).isInstanceOf(UnstorableEvent.class);
        assertThatThrownBy(() -> intake.send(half)).isInstanceOf(UnstorableEvent.class);
        assertThatThrownBy(() -> intake.send(endless))
                .isInstanceOfSatisfying(
                        UnstorableEvent.class,
                        e -> assertThat(e.reason()).isEqualTo("the type is longer than 255 bytes"));

        assertThat(intake.watched.statements).isEmpty();
        assertThat(intake.count("quarantine WHERE ring = 'VERIFIED'")).isEqualTo(3);
        assertThat(intake.counted("unstorable")).isEqualTo(3);
    }

    @Test
    void a_blank_key_is_a_missing_one() {
        Exchange exchange = exchange(arrival(" ", "{}"));

        assertThatThrownBy(() -> intake.inbox.add(exchange, " ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_route_that_asks_with_another_key_or_without_an_arrival_is_wrong() {
        Exchange exchange = intake.stored(arrival("k-1", "{}"));
        Exchange empty = new DefaultExchange(intake.camel());

        assertThatThrownBy(() -> intake.inbox.add(exchange, "k-2")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> intake.inbox.add(empty, "k-1")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_route_that_asks_before_it_has_stored_is_told_so() {
        Exchange exchange = exchange(arrival("k-1", "{}"));

        assertThatThrownBy(() -> intake.inbox.add(exchange, "k-1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("put 'to: inbox:*' before the idempotentConsumer");
    }

    @Test
    void contains_reads_what_is_committed() {
        Exchange exchange = exchange(arrival("k-1", "{}"));

        assertThat(intake.inbox.contains(exchange, "k-1")).isFalse();
        intake.stored(arrival("k-1", "{}"));
        assertThat(intake.inbox.contains(exchange, "k-1")).isTrue();
    }

    @Test
    void removing_and_stopping_change_nothing_and_bare_keys_are_refused() {
        Exchange exchange = intake.stored(arrival("k-1", "{}"));
        intake.inbox.add(exchange, "k-1");

        intake.inbox.remove(exchange, "k-1");
        intake.inbox.stop();

        assertThat(intake.count("inbox_event")).isEqualTo(1);
        assertThat(intake.send(arrival("k-2", "{}")).fresh()).isTrue();
        assertThatThrownBy(() -> intake.inbox.clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> intake.inbox.add("k-1")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> intake.inbox.contains("k-1")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> intake.inbox.remove("k-1")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> intake.inbox.confirm("k-1")).isInstanceOf(UnsupportedOperationException.class);
    }

    private Exchange exchange(Arrival arrival) {
        Exchange exchange = new DefaultExchange(intake.camel());
        intake.context(arrival, null).on(exchange);
        return exchange;
    }
}
