package dev.waybill.outbox;

import dev.waybill.handover.LaneDriver;
import dev.waybill.health.Circuits;
import dev.waybill.health.EndBackoff;
import dev.waybill.kit.Slow;
import dev.waybill.kit.TestPostgres;
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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The hot statements of the outbox touch as much as their batch needs, however much waits or has passed: statistics are
 * those of empty tables, then each table gets 100 000 rows.
 */
@Slow
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class LanePlansTest {

    private static final int BATCH = 50;

    private static final String EMPTY = """
        ALTER TABLE outbox_lane SET (autovacuum_enabled = off);
        ALTER TABLE outbox_delivery SET (autovacuum_enabled = off);
        ALTER TABLE inbox_event SET (autovacuum_enabled = off);
        ALTER TABLE inbox_body SET (autovacuum_enabled = off);
        INSERT INTO node (until, name) SELECT 'infinity', 'n' FROM generate_series(1, 3);
        ANALYZE\
        """;

    /** Deliveries 1 to 100 000 are history, half of it in one lane; then a lane that is stuck; then 100 000 lanes. */
    private static final String FULL = """
        INSERT INTO inbox_event (source, idempotency_key, type, digest, secret_id)
          SELECT 'covver', 'key' || i, 'OrderPlaced', decode(repeat('00', 32), 'hex'), 'test' FROM generate_series(1, 300000) i;
        INSERT INTO inbox_body SELECT i, '', '' FROM generate_series(1, 300000) i;
        INSERT INTO outbox_delivery (destination, lane, event_id, state, finished_at)
          SELECT 'erp', CASE WHEN i % 2 = 0 THEN 'covver/1' ELSE 'covver/' || i END, i, 'DELIVERED', now()
            FROM generate_series(1, 100000) i;
        INSERT INTO outbox_delivery (destination, lane, event_id, state)
          SELECT 'erp', 'covver/stuck', i, CASE WHEN i = 100001 THEN 'DEAD' ELSE 'PENDING' END
            FROM generate_series(100001, 200000) i;
        INSERT INTO outbox_delivery (destination, lane, event_id)
          SELECT 'erp', 'covver/' || i - 200000, i FROM generate_series(200001, 300000) i;
        INSERT INTO outbox_lane (destination, lane, blocked_by) VALUES ('erp', 'covver/stuck', 100001);
        INSERT INTO outbox_lane (destination, lane, due_at)
          SELECT 'erp', 'covver/' || i, now() + CASE WHEN i % 2 = 0 THEN interval '1 day' ELSE interval '-1 day' END
            FROM generate_series(1, 100000) i;
        INSERT INTO outbox_delivery (destination, lane, event_id, state)
          SELECT 'stuck', 'covver/t' || i, i, 'DEAD' FROM generate_series(1, 25) i;
        INSERT INTO outbox_lane (destination, lane) SELECT 'stuck', 'covver/t' || i FROM generate_series(1, 50) i;
        INSERT INTO outbox_circuit (destination, state, token, probe_at, failures, error)
          VALUES ('sftp', 'HALF_OPEN', 1, now(), 10, 'timed out');
        INSERT INTO outbox_lane (destination, lane, due_at, unreachable_at)
          SELECT 'sftp', 'covver/s' || i, now() + interval '1 hour', CASE WHEN i % 2 = 0 THEN now() - interval '1 hour' END
            FROM generate_series(1, 100000) i;
        UPDATE outbox_lane SET owner = 1, token = nextval('lease_token')
         WHERE lane IN (SELECT 'covver/' || i FROM generate_series(1, 50) i);
        UPDATE outbox_lane SET owner = 99, token = nextval('lease_token')
         WHERE lane IN (SELECT 'covver/' || i FROM generate_series(51, 100) i)\
        """;

    private boolean analysed;
    private final PGSimpleDataSource database = QueueConnections.to(TestPostgres.fresh());
    private final PlanBounds bounds = new PlanBounds(database, 20L * BATCH, 40L * BATCH);

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
                Arguments.of("due", Lanes.DUE, Map.of("destinations", all("erp"))),
                Arguments.of("end every back-off", EndBackoff.END_ALL, Map.of("destination", "erp", "limit", BATCH)),
                Arguments.of(
                        "end what was unreached",
                        EndBackoff.END_UNREACHED,
                        Map.of("destination", "sftp", "limit", BATCH)),
                Arguments.of("lock of the circuit", Circuits.LOCK, Map.of("destination", "sftp")),
                Arguments.of("close of the circuit", Circuits.CLOSE, Map.of("destination", "sftp")),
                Arguments.of(
                        "release idle",
                        Lanes.RELEASE_IDLE,
                        Map.of("destination", "erp", "owner", 1L, "busy", numbers(Long[]::new, i -> (long) i))),
                Arguments.of("rescue", Lanes.RESCUE, Map.of()));
    }

    /** The last argument: how many statements inside are to show themselves. */
    static Stream<Arguments> functions() {
        return Stream.of(
                Arguments.of("open", Lanes.OPEN, Map.of("destinations", all("erp"), "lanes", lanes(99_975)), 1),
                Arguments.of(
                        "lease",
                        Lanes.LEASE,
                        Map.of("destination", "erp", "owner", 1L, "limit", BATCH, "trial", false),
                        2),
                Arguments.of(
                        "lease of a trial",
                        Lanes.LEASE,
                        Map.of("destination", "erp", "owner", 1L, "limit", 1, "trial", true),
                        2),
                Arguments.of(
                        "lease of what is idle",
                        Lanes.LEASE,
                        Map.of("destination", "email", "owner", 1L, "limit", BATCH, "trial", false),
                        1),
                Arguments.of(
                        "lease of the stuck and the empty",
                        Lanes.LEASE,
                        Map.of("destination", "stuck", "owner", 1L, "limit", BATCH, "trial", false),
                        4),
                Arguments.of(
                        "close empty", Lanes.CLOSE_EMPTY, Map.of("destinations", all("erp"), "lanes", lanes(1)), 1),
                Arguments.of(
                        "close the stuck one",
                        Lanes.CLOSE_EMPTY,
                        Map.of("destinations", all("erp"), "lanes", array(i -> "covver/stuck")),
                        1),
                Arguments.of("settle", SettleAttempts.SETTLE, settled(i -> "covver/" + (1 + i), i -> "DELIVERED"), 4),
                Arguments.of(
                        "settle and block",
                        SettleAttempts.SETTLE,
                        settled(
                                i -> i == 0 ? "covver/stuck" : "covver/" + (1 + i),
                                i -> i % 2 == 0 ? "DEAD" : "PENDING"),
                        5),
                Arguments.of(
                        "settle what is stale", SettleAttempts.SETTLE, settled(i -> "covver/no" + i, i -> "DEAD"), 2),
                Arguments.of(
                        "record",
                        LaneDriver.RECORD,
                        Map.of(
                                "node",
                                1L,
                                "destinations",
                                all("email"),
                                "lanes",
                                lanes(1),
                                "events",
                                numbers(Long[]::new, i -> (long) i),
                                "parts",
                                array(i -> "")),
                        2),
                Arguments.of(
                        "record before and behind a block",
                        LaneDriver.RECORD,
                        Map.of(
                                "node",
                                1L,
                                "destinations",
                                all("erp"),
                                "lanes",
                                array(i -> i < 2 ? "covver/stuck" : "covver/" + i),
                                "events",
                                numbers(Long[]::new, i -> i == 0 ? 99_999L : 300_000L + i),
                                "parts",
                                array(i -> "late")),
                        3));
    }

    /** The tokens are those of the 50 lanes that node 1 has leased; the deliveries those of the first lanes. */
    private static Map<String, Object> settled(IntFunction<String> lane, IntFunction<String> state) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("destinations", all("erp"));
        parameters.put("lanes", array(lane));
        parameters.put("tokens", numbers(Long[]::new, i -> 1L + i));
        parameters.put("owners", numbers(Long[]::new, i -> 1L));
        parameters.put("deliveries", numbers(Long[]::new, i -> 200_001L + i));
        parameters.put("states", array(state));
        parameters.put("pauses", numbers(Double[]::new, i -> 1.0));
        parameters.put("unreachable", numbers(Boolean[]::new, i -> i % 2 == 1));
        parameters.put("numbers", numbers(Integer[]::new, i -> 1));
        parameters.put("starts", array(i -> "2026-11-21T10:15:30Z"));
        parameters.put("durations", numbers(Integer[]::new, i -> 42));
        parameters.put("outcomes", array(i -> "FAILED"));
        parameters.put("statuses", numbers(Integer[]::new, i -> 503));
        parameters.put("reasons", array(i -> "busy"));
        parameters.put("answers", numbers(byte[][]::new, i -> new byte[0]));
        parameters.put("targets", array(i -> "POST http://erp/orders"));
        parameters.put("bodies", numbers(byte[][]::new, i -> new byte[7]));
        parameters.put("texts", new byte[BATCH][]);
        parameters.put("lengths", numbers(Long[]::new, i -> 7L));
        parameters.put("revisions", numbers(Integer[]::new, i -> 1));
        return parameters;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    @Order(1)
    void a_hot_statement_touches_what_its_batch_needs(String name, String sql, Map<String, Object> parameters) {
        bounds.check(sql, parameters);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    @Order(2)
    void and_so_it_does_when_the_full_tables_were_analysed(String name, String sql, Map<String, Object> parameters) {
        analyse();
        bounds.check(sql, parameters);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    @Order(1)
    void so_does_each_statement_inside_a_function(
            String name, String sql, Map<String, Object> parameters, int statements) {
        bounds.checkInside(sql, parameters, statements);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    @Order(2)
    void and_inside_a_function_when_the_full_tables_were_analysed(
            String name, String sql, Map<String, Object> parameters, int statements) {
        analyse();
        bounds.checkInside(sql, parameters, statements);
    }

    private void analyse() {
        if (!analysed) {
            bounds.analyse();
            analysed = true;
        }
    }

    private static String[] all(String text) {
        return array(i -> text);
    }

    private static String[] lanes(int first) {
        return array(i -> "covver/" + (first + i));
    }

    private static String[] array(IntFunction<String> element) {
        return IntStream.range(0, BATCH).mapToObj(element).toArray(String[]::new);
    }

    private static <T> T[] numbers(IntFunction<T[]> array, IntFunction<T> element) {
        return IntStream.range(0, BATCH).mapToObj(element).toArray(array);
    }
}
