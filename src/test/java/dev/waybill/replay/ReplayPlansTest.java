package dev.waybill.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.TestPostgres;
import dev.waybill.mechanism.Plan;
import dev.waybill.mechanism.PlanBounds;
import dev.waybill.mechanism.QueueConnections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A batch of a replay touches what it needs, with 100 000 deliveries of history and 100 000 open: statistics are those
 * of empty tables, then of full ones.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ReplayPlansTest {

    private static final int BATCH = 50;
    private static final int WINDOW = 1000;
    private static final int ATTEMPTS = 3;
    private static final int EVENTS = 5000;

    private static final String EMPTY = """
        ALTER TABLE outbox_lane SET (autovacuum_enabled = off);
        ALTER TABLE outbox_delivery SET (autovacuum_enabled = off);
        ALTER TABLE outbox_attempt SET (autovacuum_enabled = off);
        ALTER TABLE inbox_event SET (autovacuum_enabled = off);
        ALTER TABLE inbox_body SET (autovacuum_enabled = off);
        ANALYZE\
        """;

    /** Events 1 to 100 000 are history; then each has a lane: every tenth is dead, the others wait. */
    private static final String FULL = """
        INSERT INTO inbox_event (source, idempotency_key, type, digest, secret_id)
          SELECT 'covver', 'key' || i, 'OrderPlaced', decode(repeat('00', 32), 'hex'), 'test' FROM generate_series(1, 200000) i;
        INSERT INTO inbox_body SELECT i, '', '' FROM generate_series(1, 200000) i;
        INSERT INTO outbox_delivery (destination, lane, event_id, state, finished_at)
          SELECT 'erp', 'covver/' || i % 1000, i, 'DELIVERED', now() FROM generate_series(1, 100000) i;
        INSERT INTO outbox_delivery (destination, lane, event_id, state)
          SELECT 'erp', 'covver/' || i, i, CASE WHEN i % 10 = 0 THEN 'DEAD' ELSE 'PENDING' END
            FROM generate_series(100001, 200000) i;
        INSERT INTO outbox_lane (destination, lane, blocked_by)
          SELECT 'erp', 'covver/' || i, CASE WHEN i % 10 = 0 THEN i END FROM generate_series(100001, 200000) i;
        INSERT INTO outbox_attempt (delivery_id, number, node, started_at, duration_ms, outcome, status, reason, answer, revision)
          SELECT i, n, 1, now(), 5, CASE n WHEN 3 THEN 'REFUSED' ELSE 'FAILED' END, 400, 'HTTP 400 no such order ' || i, '', 42
            FROM generate_series(100001, 200000) i, generate_series(1, 3) n WHERE i % 10 = 0;
        INSERT INTO outbox_attempt (delivery_id, number, node, started_at, duration_ms, outcome, revision)
          SELECT i, 1, 1, now(), 5, 'DELIVERED', CASE WHEN i > 50000 THEN 42 END FROM generate_series(1, 100000) i\
        """;

    private final PGSimpleDataSource database = QueueConnections.to(TestPostgres.fresh());
    private boolean analysed;

    @BeforeAll
    void analyse_the_empty_tables_and_fill_them() {
        database.setOptions("-c synchronous_commit=off");
        JdbcClient.create(database).sql(EMPTY).update();
        JdbcClient.create(database).sql(FULL).update();
        QueueConnections.to(database);
    }

    static Stream<Arguments> statements() {
        String[] lanes = texts(i -> "covver/" + (100_001 + i));
        Long[] ids = numbers(i -> 100_001L + i);
        return Stream.of(
                Arguments.of("dead", MatchPages.DEAD, page(Map.of("window", WINDOW)), WINDOW),
                Arguments.of(
                        "dead of a rare type",
                        MatchPages.DEAD,
                        page(Map.of("window", WINDOW, "anyType", false, "type", "OrderCancelled")),
                        WINDOW),
                Arguments.of(
                        "dead that failed alike",
                        MatchPages.DEAD,
                        page(Map.of("window", WINDOW, "anyError", false, "error", "400 no such order #")),
                        WINDOW),
                Arguments.of(
                        "dead of another revision",
                        MatchPages.DEAD,
                        page(Map.of("window", WINDOW, "anyRevision", false, "revision", 41)),
                        WINDOW * ATTEMPTS),
                Arguments.of("finished by a revision", MatchPages.WALK, page(by(42, "DELIVERED")), EVENTS),
                Arguments.of("finished by another revision", MatchPages.WALK, page(by(41, "DELIVERED")), EVENTS),
                Arguments.of("waiting", MatchPages.WALK, page(walk(120_001, "PENDING")), EVENTS),
                Arguments.of("finished", MatchPages.WALK, page(walk(50_001, "DELIVERED")), EVENTS),
                Arguments.of("nothing in a stretch", MatchPages.WALK, page(walk(50_001, "SKIPPED")), EVENTS),
                Arguments.of("find", ReplayStatements.FIND, Map.of("ids", ids), BATCH),
                Arguments.of("re-arm", ReplayStatements.REARM, Map.of("ids", ids), BATCH),
                Arguments.of(
                        "make",
                        ReplayStatements.MAKE,
                        Map.of(
                                "target",
                                "erp",
                                "upTo",
                                200_000L,
                                "lanes",
                                texts(i -> "covver/" + i),
                                "events",
                                numbers(i -> 1L + i),
                                "parts",
                                texts(i -> "")),
                        BATCH),
                Arguments.of(
                        "due now",
                        ReplayStatements.DUE_NOW,
                        Map.of("target", "erp", "lanes", lanes, "ours", ids),
                        BATCH));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    @Order(1)
    void a_batch_touches_what_it_needs(String name, String sql, Map<String, Object> parameters, int size) {
        new PlanBounds(database, 5L * size, 40L * size).check(sql, parameters);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    @Order(2)
    void and_so_it_does_when_the_full_tables_were_analysed(
            String name, String sql, Map<String, Object> parameters, int size) {
        if (!analysed) {
            JdbcClient.create(database).sql("ANALYZE").update();
            analysed = true;
        }
        new PlanBounds(database, 5L * size, 40L * size).check(sql, parameters);
    }

    @Test
    @Order(3)
    void a_leap_reads_what_is_open_and_no_history() {
        Map<String, Object> leap = Map.of("destination", "erp", "high", 50_000L, "upTo", 200_000L);
        for (String mode : new String[] {"force_generic_plan", "force_custom_plan"}) {
            Plan plan = Plan.of(database, mode, MatchPages.LEAP, leap);
            assertThat(plan.sequentialScans()).as("%s", plan).isEmpty();
            assertThat(plan.rows()).as("rows, %s", plan).isLessThanOrEqualTo(100_000);
        }
    }

    private static Map<String, Object> walk(long event, String state) {
        return Map.of("event", event, "high", event + EVENTS - 1, "states", new String[] {state}, "window", WINDOW);
    }

    private static Map<String, Object> by(int revision, String state) {
        Map<String, Object> all = new HashMap<>(walk(50_001, state));
        all.put("anyRevision", false);
        all.put("revision", revision);
        return all;
    }

    /** The parameters of a page, from the middle of what is open. */
    private static Map<String, Object> page(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "destination",
                "erp",
                "event",
                120_000L,
                "delivery",
                0L,
                "upTo",
                200_000L,
                "anyType",
                true,
                "type",
                "",
                "from",
                "-infinity",
                "to",
                "infinity"));
        all.put("anyError", true);
        all.put("error", "");
        all.put("anyRevision", true);
        all.put("revision", 0);
        all.putAll(own);
        return all;
    }

    private static String[] texts(IntFunction<String> element) {
        return IntStream.range(0, BATCH).mapToObj(element).toArray(String[]::new);
    }

    private static Long[] numbers(IntFunction<Long> element) {
        return IntStream.range(0, BATCH).mapToObj(element).toArray(Long[]::new);
    }
}
