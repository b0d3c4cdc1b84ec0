package dev.waybill.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.history.DeliveryLog.Entry;
import dev.waybill.history.DeliveryLog.Try;
import dev.waybill.kit.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class DeliveryLogTest {

    /** Event 1 has three deliveries: of a revision, of none, and a replay; the first was tried before and after it. */
    private static final String ROWS = """
        INSERT INTO inbox_event (source, idempotency_key, type, digest, secret_id)
        VALUES ('covver', 'key', 'OrderPlaced', decode(repeat('00', 32), 'hex'), 'test');
        INSERT INTO outbox_delivery (destination, lane, event_id, state, revision, generation, replay_of)
        VALUES ('erp', 'covver/1', 1, 'DEAD', 42, 0, NULL), ('email', 'covver/1', 1, 'DEAD', NULL, 0, NULL),
               ('erp', 'covver/1', 1, 'PENDING', NULL, 1, 1);
        INSERT INTO outbox_attempt (delivery_id, number, node, started_at, duration_ms, outcome, reason, revision)
        VALUES (1, 1, 1, now(), 5, 'FAILED', 'no', NULL), (1, 2, 1, now(), 5, 'FAILED', 'no', 42),
               (1, 3, 1, now(), 5, 'REFUSED', 'no', 43)\
        """;

    private final JdbcClient jdbc = JdbcClient.create(TestPostgres.fresh());
    private final DeliveryLog log = new DeliveryLog(jdbc);

    @Test
    void a_delivery_names_the_revision_whose_route_named_it() {
        jdbc.sql(ROWS).update();

        assertThat(log.ofEvent(1)).extracting(Entry::revision).containsExactly(42, null, null);
        assertThat(log.find(1)).get().extracting(Entry::revision).isEqualTo(42);
        assertThat(log.open("erp", "DEAD", 0, 10)).extracting(Entry::revision).containsExactly(42);
    }

    @Test
    void each_attempt_names_the_revision_whose_routes_made_it_and_viewers_see_that_too() {
        jdbc.sql(ROWS).update();

        assertThat(log.attempts(1)).extracting(Try::revision).containsExactly(null, 42, 43);
        assertThat(log.attempts(List.of(1L), 2).get(1L))
                .extracting(Try::revision)
                .containsExactly(42, 43);
        assertThat(log.attempts(1).getLast().withoutBodies())
                .extracting(Try::revision, Try::reason)
                .containsExactly(43, null);
    }
}
