package dev.waybill.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.TestPostgres;
import dev.waybill.mechanism.Plan;
import dev.waybill.mechanism.QueueConnections;
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
                Arguments.of("open", Lanes.OPEN, Map.of("destinations", all("erp"), "lanes", lanes(99_975))),
                Arguments.of("due", Lanes.DUE, Map.of("destinations", all("erp"))),
                Arguments.of(
                        "lease",
                        Lanes.LEASE,
                        Map.of("destination", "erp", "owner", 1L, "limit", BATCH, "trial", false)),
                Arguments.of(
                        "lease of a trial",
                        Lanes.LEASE,
                        Map.of("destination", "erp", "owner", 1L, "limit", 1, "trial", true)),
                Arguments.of(
                        "lease of what is idle",
                        Lanes.LEASE,
                        Map.of("destination", "email", "owner", 1L, "limit", BATCH, "trial", false)),
                Arguments.of("lock", Lanes.LOCK, Map.of("destinations", all("erp"), "lanes", lanes(1))),
                Arguments.of("close empty", Lanes.CLOSE_EMPTY, Map.of("destinations", all("erp"), "lanes", lanes(1))),
                Arguments.of(
                        "close the stuck one",
                        Lanes.CLOSE_EMPTY,
                        Map.of("destinations", all("erp"), "lanes", array(i -> "covver/stuck"))),
                Arguments.of(
                        "free",
                        Lanes.FREE,
                        Map.of(
                                "destinations",
                                all("erp"),
                                "lanes",
                                lanes(1),
                                "pauses",
                                numbers(Double[]::new, i -> 1.0),
                                "blocks",
                                numbers(Long[]::new, i -> null),
                                "unreachable",
                                numbers(Boolean[]::new, i -> i % 2 == 0))),
                Arguments.of("end every back-off", BackedOff.END_ALL, Map.of("destination", "erp", "limit", BATCH)),
                Arguments.of(
                        "end what was unreached",
                        BackedOff.END_UNREACHED,
                        Map.of("destination", "sftp", "limit", BATCH)),
                Arguments.of("lock of the circuit", Circuits.LOCK, Map.of("destination", "sftp")),
                Arguments.of("close of the circuit", Circuits.CLOSE, Map.of("destination", "sftp")),
                Arguments.of(
                        "free and block",
                        Lanes.FREE,
                        Map.of(
                                "destinations",
                                all("erp"),
                                "lanes",
                                array(i -> i == 0 ? "covver/stuck" : "covver/" + i),
                                "pauses",
                                numbers(Double[]::new, i -> 0.0),
                                "blocks",
                                numbers(Long[]::new, i -> i == 0 ? 100_001L : 200_000L + i),
                                "unreachable",
                                numbers(Boolean[]::new, i -> false))),
                Arguments.of(
                        "release idle",
                        Lanes.RELEASE_IDLE,
                        Map.of("destination", "erp", "owner", 1L, "busy", numbers(Long[]::new, i -> (long) i))),
                Arguments.of("rescue", Lanes.RESCUE, Map.of()),
                Arguments.of("heads", Deliveries.HEADS, Map.of("destination", "erp", "lanes", lanes(1))),
                Arguments.of(
                        "head of the stuck one",
                        Deliveries.HEADS,
                        Map.of("destination", "erp", "lanes", array(i -> "covver/stuck"))),
                Arguments.of(
                        "insert",
                        Deliveries.INSERT,
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
                                array(i -> ""))),
                Arguments.of(
                        "insert before and behind a block",
                        Deliveries.INSERT,
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
                                array(i -> "late"))),
                Arguments.of(
                        "settle",
                        Deliveries.SETTLE,
                        Map.of(
                                "ids",
                                numbers(Long[]::new, i -> 200_001L + i),
                                "states",
                                array(i -> i % 2 == 0 ? "DELIVERED" : "PENDING"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    @Order(1)
    void a_hot_statement_touches_what_its_batch_needs(String name, String sql, Map<String, Object> parameters) {
        check(name, sql, parameters);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    @Order(2)
    void and_so_it_does_when_the_full_tables_were_analysed(String name, String sql, Map<String, Object> parameters) {
        if (!analysed) {
            JdbcClient.create(database).sql("ANALYZE").update();
            analysed = true;
        }
        check(name, sql, parameters);
    }

    private void check(String name, String sql, Map<String, Object> parameters) {
        for (String mode : new String[] {"force_generic_plan", "force_custom_plan"}) {
            Plan plan = Plan.of(database, mode, sql, parameters);
            assertThat(plan.sequentialScans()).as("%s", plan).isEmpty();
            assertThat(plan.rows()).as("rows, %s", plan).isLessThanOrEqualTo(20L * BATCH);
            assertThat(plan.buffers()).as("pages, %s", plan).isLessThanOrEqualTo(40L * BATCH);
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
