package dev.waybill.index;

import static dev.waybill.index.TestSearch.by;
import static dev.waybill.index.TestSearch.ofType;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.index.IndexStep.IndexPass;
import dev.waybill.search.EventQuery.Name;
import dev.waybill.search.SearchPage;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IndexStepTest {

    private final TestSearch hub = new TestSearch();

    @AfterEach
    void close() {
        hub.database.close();
    }

    @Test
    void what_committed_late_is_added_when_it_is_settled() throws Exception {
        try (Connection late = hub.database.getConnection()) {
            late.setAutoCommit(false);
            try (var statement = late.createStatement()) {
                statement.execute(
                        "INSERT INTO inbox_event (source, idempotency_key, message_group, type, digest, secret_id)"
                                + " VALUES ('covver', 'late', 'o-late', 'OrderPlaced', decode(repeat('00', 32), 'hex'),"
                                + " 'test')");
            }
            hub.order("key-2", "o-2", "1002", "OrderPlaced");
            hub.fill();
            late.commit();
        }
        hub.fill();
        assertThat(hub.ids(by(Name.GROUP, "o-late"))).isEmpty();

        hub.fill(IndexPass.AGAIN);
        assertThat(hub.progress(IndexPass.AGAIN)).as("too young").isZero();
        hub.jdbc
                .sql("UPDATE inbox_event SET received_at = now() - interval '61 seconds'")
                .update();
        hub.jdbc.sql("UPDATE search_progress SET due_at = now()").update();
        hub.fill(IndexPass.AGAIN);

        assertThat(hub.ids(by(Name.GROUP, "o-late"))).hasSize(1);
        assertThat(hub.progress(IndexPass.AGAIN)).isEqualTo(2);
    }

    @Test
    void what_was_there_before_is_filled_in_backwards_and_then_it_is_done() {
        for (int i = 1; i <= 25; i++) {
            hub.order("key-" + i, "o-" + i, "n-" + i, "OrderPlaced");
        }
        hub.jdbc
                .sql("UPDATE search_progress SET passed = CASE stage WHEN 'OLD' THEN 26 ELSE 25 END")
                .update();
        hub.order("key-26", "o-26", "n-26", "OrderPlaced");
        hub.fill();
        assertThat(hub.ids(ofType("OrderPlaced"))).containsExactly(26L);
        assertThat(hub.search(ofType("OrderPlaced")).index()).isEqualTo(new SearchPage.Index(0, 26));

        IndexStep small = hub.step(10);
        assertThat(small.step(IndexPass.OLD)).isTrue();
        assertThat(hub.search(ofType("OrderPlaced")).index()).isEqualTo(new SearchPage.Index(0, 16));
        assertThat(hub.ids(by(Name.ORDER_NUMBER, "n-16"))).containsExactly(16L);
        assertThat(hub.ids(by(Name.ORDER_NUMBER, "n-15"))).isEmpty();
        assertThat(small.step(IndexPass.OLD)).isTrue();
        assertThat(small.step(IndexPass.OLD)).as("the end").isFalse();

        assertThat(hub.ids(ofType("OrderPlaced"))).hasSize(26);
        assertThat(hub.search(ofType("OrderPlaced")).index()).isEqualTo(new SearchPage.Index(0, 1));
        assertThat(due()).doesNotContain("OLD");
    }

    @Test
    void it_is_asked_for_only_while_there_is_something_to_do() {
        assertThat(due()).isEmpty();
        hub.order("key-1", "o-1", "1001", "OrderPlaced");
        assertThat(due()).containsExactlyInAnyOrder("NEW", "AGAIN");
        hub.fill();
        hub.fill(IndexPass.AGAIN);
        assertThat(due()).as("the second look rests while all is too young").isEmpty();
    }

    @Test
    void a_turn_is_one_nodes_alone() throws Exception {
        hub.order("key-1", "o-1", "1001", "OrderPlaced");
        try (Connection other = hub.database.getConnection()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("SELECT * FROM search_progress WHERE stage = 'NEW' FOR UPDATE");
            }
            hub.fill();
            assertThat(hub.progress(IndexPass.NEW)).isZero();
        }
        hub.fill();
        assertThat(hub.progress(IndexPass.NEW)).isEqualTo(1);
    }

    @Test
    void nothing_that_a_body_holds_stops_it() {
        List<Long> events = new ArrayList<>();
        for (byte[] body : List.of(
                new byte[0],
                new byte[] {(byte) 0xff, 0, (byte) 0xc3},
                "null".getBytes(UTF_8),
                "{\"data\":{\"orderNumber\":{\"a\":1},\"externalId\":\"   \"}}".getBytes(UTF_8),
                ("{\"data\":{\"orderNumber\":\"" + "x".repeat(256) + "\"}}").getBytes(UTF_8),
                "{\"data\":{\"orderNumber\":\"a\\u0000b\",\"externalId\":\"\\ud800\"}}".getBytes(UTF_8),
                "{\"data\":{\"orderNumber\":'; DROP TABLE".getBytes(UTF_8),
                ("[".repeat(100_000)).getBytes(UTF_8),
                ("{\"data\":{\"orderNumber\":1001.50,\"big\":\"" + "y".repeat(9 << 20) + "\"}}").getBytes(UTF_8),
                "{\"data\":{\"orderNumber\":\"'; DROP TABLE search_event; --\"}}".getBytes(UTF_8))) {
            events.addFirst(hub.store("covver", "key-" + events.size(), null, "T", body));
        }
        hub.fill();

        assertThat(hub.ids(ofType("T"))).containsExactlyElementsOf(events);
        assertThat(hub.jdbc
                        .sql("SELECT event_id FROM search_event WHERE order_number IS NOT NULL OR external_id IS"
                                + " NOT NULL ORDER BY event_id DESC")
                        .query(Long.class)
                        .list())
                .containsExactly(events.get(0), events.get(1));
        assertThat(hub.ids(by(Name.ORDER_NUMBER, "1001.50"))).containsExactly(events.get(1));
        assertThat(hub.ids(by(Name.ORDER_NUMBER, "'; DROP TABLE search_event; --")))
                .containsExactly(events.get(0));
    }

    @Test
    void an_event_without_its_body_is_known_by_group_and_type() {
        long event = hub.order("key-1", "o-1", "1001", "OrderPlaced");
        hub.jdbc.sql("DELETE FROM inbox_body").update();
        hub.fill();
        assertThat(hub.ids(by(Name.GROUP, "o-1"))).containsExactly(event);
        assertThat(hub.search(by(Name.GROUP, "o-1")).events().getFirst().purged())
                .isTrue();
    }

    private List<String> due() {
        return hub.jdbc.sql(IndexProgress.DUE).query(String.class).list();
    }
}
