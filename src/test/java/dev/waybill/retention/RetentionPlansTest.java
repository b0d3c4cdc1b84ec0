package dev.waybill.retention;

import dev.waybill.kit.TestPostgres;
import dev.waybill.mechanism.PlanBounds;
import dev.waybill.mechanism.QueueConnections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A batch of retention touches what it purges and little else, however much has to stay and however long the history is:
 * with statistics of empty tables, then with those of the full ones.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class RetentionPlansTest {

    private static final int BATCH = 50;
    private static final double AGE = 86_400;

    private static final String EMPTY = """
        ALTER TABLE inbox_event SET (autovacuum_enabled = off);
        ALTER TABLE inbox_body SET (autovacuum_enabled = off);
        ALTER TABLE inbox_work SET (autovacuum_enabled = off);
        ALTER TABLE inbox_discarded SET (autovacuum_enabled = off);
        ALTER TABLE outbox_delivery SET (autovacuum_enabled = off);
        ALTER TABLE search_event SET (autovacuum_enabled = off);
        ALTER TABLE outbox_attempt SET (autovacuum_enabled = off);
        ANALYZE\
        """;

    /** 100 000 blocked, 20 000 at routing, 20 000 discarded, 100 000 delivered; then 40 000 delivered without a body. */
    private static final String FULL = """
        INSERT INTO inbox_event (source, idempotency_key, type, digest, secret_id, received_at)
          SELECT 'covver', 'key' || i, 'OrderPlaced', decode(repeat('00', 32), 'hex'), 'test', now() - interval '9 days'
            FROM generate_series(1, 280000) i;
        INSERT INTO search_event (event_id, type) SELECT i, 'OrderPlaced' FROM generate_series(1, 280000) i;
        INSERT INTO inbox_body SELECT i, '', '' FROM generate_series(1, 240000) i;
        INSERT INTO outbox_delivery (destination, lane, event_id, state)
          SELECT 'erp', 'covver/stuck', i, CASE WHEN i = 1 THEN 'DEAD' ELSE 'PENDING' END FROM generate_series(1, 100000) i;
        INSERT INTO inbox_work (event_id, source, slot, state) SELECT i, 'covver', i % 16, 'UNROUTED' FROM generate_series(100001, 120000) i;
        INSERT INTO inbox_discarded SELECT i, 'test', now() - interval '8 days' FROM generate_series(120001, 140000) i;
        INSERT INTO outbox_delivery (destination, lane, event_id, state, attempts, finished_at)
          SELECT 'erp', 'covver/' || i % 9, i, 'DELIVERED', 1, now() - interval '8 days' FROM generate_series(140001, 280000) i;
        INSERT INTO outbox_attempt (delivery_id, number, node, started_at, duration_ms, outcome, sent_to, sent)
          SELECT id, 1, 1, finished_at, 7, 'DELIVERED', 'http://erp', '' FROM outbox_delivery WHERE state = 'DELIVERED'\
        """;

    private final PGSimpleDataSource database = TestPostgres.fresh();
    private final PlanBounds bounds = new PlanBounds(database, 10L * BATCH, 40L * BATCH, List.of("retention_sweep"));
    private boolean analysed;

    @BeforeAll
    void analyse_the_empty_tables_and_fill_them() {
        JdbcClient jdbc = JdbcClient.create(database);
        database.setOptions("-c synchronous_commit=off");
        jdbc.sql(EMPTY).update();
        jdbc.sql(FULL).update();
        QueueConnections.to(database);
    }

    static Stream<Arguments> statements() {
        return Stream.of(
                Arguments.of("look at blocked bodies", PurgeBodies.NEXT, after(0)),
                Arguments.of("look at bodies of unrouted events", PurgeBodies.NEXT, after(100_000)),
                Arguments.of("look at bodies of discarded events", PurgeBodies.NEXT, after(120_000)),
                Arguments.of("look at bodies of delivered events", PurgeBodies.NEXT, after(170_000)),
                Arguments.of("look at the end", PurgeBodies.NEXT, after(239_990)),
                Arguments.of("lock bodies", PurgeBodies.LOCK, Map.of("ids", ids(170_000))),
                Arguments.of("purge bodies", PurgeBodies.PURGE, these(170_000)),
                Arguments.of("purge no blocked body", PurgeBodies.PURGE, these(0)),
                Arguments.of("find deliveries of bodies", PurgeBodies.DELIVERIES, Map.of("ids", ids(170_000))),
                Arguments.of("purge what went out", PurgeBodies.SENT, Map.of("deliveries", ids(220_000))),
                Arguments.of("look at blocked events", PurgeEvents.NEXT, after(0)),
                Arguments.of("look at events that have bodies", PurgeEvents.NEXT, after(170_000)),
                Arguments.of("look at events", PurgeEvents.NEXT, after(260_000)),
                Arguments.of("purge events", PurgeEvents.PURGE, these(260_000)),
                Arguments.of("purge attempts", PurgeEvents.ATTEMPTS, Map.of("deliveries", ids(220_000))),
                Arguments.of("purge deliveries", PurgeEvents.DELIVERIES, Map.of("ids", ids(260_000))),
                Arguments.of("purge names", PurgeEvents.NAMES, Map.of("ids", ids(260_000))),
                Arguments.of("purge marks", PurgeEvents.DISCARDED, Map.of("ids", ids(120_000))),
                Arguments.of("sample the gauges", RetentionGauges.SAMPLE, Map.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    @Order(1)
    void a_batch_touches_what_it_needs(String name, String sql, Map<String, Object> parameters) {
        bounds.check(sql, parameters);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    @Order(2)
    void and_so_it_does_when_the_full_tables_were_analysed(String name, String sql, Map<String, Object> parameters) {
        if (!analysed) {
            bounds.analyse();
            analysed = true;
        }
        bounds.check(sql, parameters);
    }

    private static Map<String, Object> after(long id) {
        return Map.of("after", id, "limit", BATCH, "age", AGE);
    }

    private static Map<String, Object> these(long after) {
        return Map.of("ids", ids(after), "age", AGE);
    }

    private static Long[] ids(long after) {
        return LongStream.rangeClosed(after + 1, after + BATCH).boxed().toArray(Long[]::new);
    }
}
