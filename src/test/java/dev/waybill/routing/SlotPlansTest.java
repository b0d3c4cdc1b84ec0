package dev.waybill.routing;

import static java.util.Map.entry;

import dev.waybill.kit.TestPostgres;
import dev.waybill.mechanism.PlanBounds;
import dev.waybill.mechanism.QueueConnections;
import java.util.HashMap;
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
 * The statements of routing touch as much as their batch needs, however much waits: statistics are those of empty
 * tables, then there are 100 000 events of each kind.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SlotPlansTest {

    private static final int BATCH = 50;

    private static final long BYTES = 1 << 23;

    private static final String EMPTY = """
        ALTER TABLE inbox_work SET (autovacuum_enabled = off);
        ALTER TABLE inbox_event SET (autovacuum_enabled = off);
        ALTER TABLE inbox_body SET (autovacuum_enabled = off);
        ANALYZE\
        """;

    /**
     * Slot 1: 100 000 events that nobody wants, and a few new ones at the end. Slot 2: one failed event with 100 000
     * behind it. Slot 3: 100 000 new events. Slots 4 to 15: 100 000 failed ones that are not due, and one new one each.
     */
    private static final String FULL = """
        INSERT INTO inbox_event (source, idempotency_key, type, digest, secret_id)
          SELECT 'covver', 'key' || i, 'OrderPlaced', decode(repeat('00', 32), 'hex'), 'test' FROM generate_series(1, 420000) i;
        INSERT INTO inbox_body SELECT i, '', repeat('x', 200)::bytea FROM generate_series(1, 420000) i;
        INSERT INTO inbox_work (event_id, source, slot, message_group, state, error)
          SELECT i, 'covver', 1 + (i - 1) / 100000, CASE WHEN i BETWEEN 100001 AND 200000 THEN 'stuck' ELSE 'g' || i % 100 END,
                 CASE WHEN i <= 100000 THEN 'UNROUTED' WHEN i = 100001 THEN 'FAILED' WHEN i <= 200000 THEN 'WAITING' ELSE 'RECEIVED' END,
                 CASE WHEN i = 100001 THEN 'no route' END
            FROM generate_series(1, 300000) i;
        INSERT INTO inbox_work (event_id, source, slot, message_group, state, error, due_at)
          SELECT i, 'covver', 4 + i % 12, 'h' || i, 'FAILED', 'no route', now() + interval '1 day'
            FROM generate_series(300001, 400000) i;
        INSERT INTO inbox_work (event_id, source, slot, message_group)
          SELECT i, 'covver', CASE WHEN i % 2 = 0 THEN 1 ELSE 4 + i % 12 END, 'n' || i FROM generate_series(400001, 400100) i;
        INSERT INTO inbox_slot (source, slot) SELECT 'covver', generate_series(0, 15);
        UPDATE inbox_slot SET owner = 99, token = 99 WHERE slot = 15\
        """;

    private boolean analysed;
    private final PGSimpleDataSource database = TestPostgres.fresh();
    private final PlanBounds bounds = new PlanBounds(database, 20L * BATCH, 40L * BATCH);

    @BeforeAll
    void analyse_the_empty_tables_and_fill_them() {
        database.setOptions("-c synchronous_commit=off");
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql(EMPTY).update();
        jdbc.sql(FULL).update();
        QueueConnections.to(database);
    }

    static Stream<Arguments> statements() {
        return Stream.of(
                Arguments.of("due", Slots.DUE, Map.of("sources", new String[] {"covver"})),
                Arguments.of("rescue", Slots.RESCUE, Map.of()),
                Arguments.of(
                        "release idle",
                        Slots.RELEASE_IDLE,
                        Map.of("source", "covver", "owner", 99L, "busy", new Long[] {7L})),
                Arguments.of(
                        "release", Slots.RELEASE, Map.of("source", "covver", "slot", 15, "owner", 99L, "token", 99L)));
    }

    /** The last argument: how many statements inside are to show themselves. */
    static Stream<Arguments> functions() {
        Map<String, Object> read = Map.of("limit", BATCH, "bytes", BYTES);
        return Stream.of(
                Arguments.of(
                        "claim",
                        Slots.CLAIM,
                        Map.of("source", "covver", "owner", 1L, "slots", 16, "events", BATCH, "bytes", BYTES),
                        3),
                Arguments.of("read among the unwanted", RoutingQueue.READ, slot(1, read), 1),
                Arguments.of("read behind a failed one", RoutingQueue.READ, slot(2, read), 1),
                Arguments.of("read a long queue", RoutingQueue.READ, slot(3, read), 1),
                Arguments.of("read among the failed", RoutingQueue.READ, slot(5, read), 1),
                Arguments.of("read an empty slot", RoutingQueue.READ, slot(0, read), 1),
                Arguments.of("end a batch", RoutingQueue.ROUTED, slot(15, batch()), 11),
                Arguments.of(
                        "release followers",
                        RoutingQueue.RELEASE_FOLLOWERS,
                        slot(2, Map.of("groups", new String[] {"stuck", "other"}, "most", BATCH)),
                        1));
    }

    private static Map<String, Object> batch() {
        return Map.ofEntries(
                entry("owner", 99L),
                entry("token", 99L),
                entry("destinations", all("erp")),
                entry("lanes", all("covver/stuck")),
                entry("events", ids(200_001)),
                entry("parts", all("")),
                entry("revisions", new Integer[BATCH]),
                entry("routed", ids(200_001)),
                entry("unrouted", ids(200_101)),
                entry("waiting", ids(200_201)),
                entry("failed", ids(200_301)),
                entry("errors", all("no route")),
                entry("delays", LongStream.range(0, BATCH).mapToObj(i -> 1.0).toArray(Double[]::new)),
                entry("groups", new String[] {"stuck", "other"}),
                entry("followers", BATCH),
                entry("release", true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    @Order(1)
    void a_statement_touches_what_its_batch_needs(String name, String sql, Map<String, Object> parameters) {
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

    private static Map<String, Object> slot(int slot, Map<String, Object> others) {
        Map<String, Object> parameters = new HashMap<>(others);
        parameters.put("source", "covver");
        parameters.put("slot", slot);
        return parameters;
    }

    private static String[] all(String text) {
        return LongStream.range(0, BATCH).mapToObj(i -> text).toArray(String[]::new);
    }

    private static Long[] ids(long first) {
        return LongStream.range(first, first + BATCH).boxed().toArray(Long[]::new);
    }
}
