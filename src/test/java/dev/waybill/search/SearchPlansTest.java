package dev.waybill.search;

import dev.waybill.history.GroupEvents;
import dev.waybill.index.AcceptedEvents;
import dev.waybill.kit.TestPostgres;
import dev.waybill.mechanism.PlanBounds;
import java.util.HashMap;
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
 * No statement of a search looks at more than it was told to, however long the history is: with statistics of empty
 * tables, then with those of the full ones.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SearchPlansTest {

    private static final int MOST = 200;

    private static final String EMPTY = """
        ALTER TABLE inbox_event SET (autovacuum_enabled = off);
        ALTER TABLE inbox_body SET (autovacuum_enabled = off);
        ALTER TABLE inbox_work SET (autovacuum_enabled = off);
        ALTER TABLE inbox_discarded SET (autovacuum_enabled = off);
        ALTER TABLE outbox_delivery SET (autovacuum_enabled = off);
        ALTER TABLE search_event SET (autovacuum_enabled = off);
        ANALYZE\
        """;

    /** Two sources, a group of 30 000 and one that was as large, among groups of three, a rare type, dead ones at three destinations, 20 000 unfinished. */
    private static final String FULL = """
        INSERT INTO inbox_event (source, idempotency_key, message_group, type, digest, secret_id, received_at)
          SELECT CASE WHEN i % 2 = 0 THEN 'covver' ELSE 'shop' END, 'key' || i,
                 CASE WHEN i % 5 = 0 THEN 'large' WHEN i < 40000 THEN 'old' ELSE 'o-' || i / 3 END,
                 CASE WHEN i % 50000 = 7 THEN 'Rare' ELSE 'OrderPlaced' END, decode(repeat('00', 32), 'hex'), 'test',
                 now() - interval '30 days' + i * interval '10 seconds'
            FROM generate_series(1, 150000) i;
        INSERT INTO inbox_body SELECT i, '', convert_to('{"n":"' || i || '"}', 'UTF8') FROM generate_series(1, 150000) i;
        INSERT INTO search_event (event_id, type, message_group, order_number, external_id)
          SELECT id, type, message_group, 'n-' || id / 3, 'x-' || id / 3 FROM inbox_event;
        INSERT INTO inbox_work (event_id, source, slot, state) SELECT i, 'covver', i % 16, 'UNROUTED' FROM generate_series(100001, 120000) i;
        INSERT INTO inbox_discarded SELECT i, 'test' FROM generate_series(120001, 130000) i;
        INSERT INTO outbox_delivery (destination, lane, event_id, state, finished_at)
          SELECT d, 'covver/' || i, i, CASE WHEN i % 10 = 0 THEN 'DEAD' ELSE 'DELIVERED' END, CASE WHEN i % 10 <> 0 THEN now() END
            FROM generate_series(1, 50000) i, unnest(ARRAY['erp', 'email', 'sftp']) d;
        UPDATE search_progress SET passed = 150000 WHERE stage = 'NEW'\
        """;

    private final PGSimpleDataSource database = TestPostgres.fresh();
    private final PlanBounds bounds = new PlanBounds(database, 20L * MOST, 30L * MOST, List.of("search_progress"));
    private boolean analysed;

    @BeforeAll
    void analyse_the_empty_tables_and_fill_them() {
        JdbcClient jdbc = JdbcClient.create(database);
        database.setOptions("-c synchronous_commit=off");
        jdbc.sql(EMPTY).update();
        jdbc.sql(FULL).update();
        database.setOptions("-c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off"
                + " -c enable_mergejoin=off -c jit=off -c max_parallel_workers_per_gather=0 -c statement_timeout=5s"
                + " -c synchronous_commit=off"); // as the search pool's
    }

    static Stream<Arguments> statements() {
        return Stream.of(
                Arguments.of("by id", SearchPlans.BY_ID, lead(Map.of("event", 77_777L))),
                Arguments.of("by key", SearchPlans.BY_KEY, lead(Map.of("key", "key77777"))),
                Arguments.of("by a large group", SearchPlans.BY_GROUP, lead(Map.of("group", "large"))),
                Arguments.of("by a group that was large", SearchPlans.BY_GROUP, lead(Map.of("group", "old"))),
                Arguments.of("by a small group", SearchPlans.BY_GROUP, lead(Map.of("group", "o-17777"))),
                Arguments.of("by order id", SearchPlans.BY_ORDER_ID, lead(Map.of("orderId", "large"))),
                Arguments.of("by order number", SearchPlans.BY_ORDER_NUMBER, lead(Map.of("number", "n-777"))),
                Arguments.of("by external id", SearchPlans.BY_EXTERNAL_ID, lead(Map.of("externalId", "x-777"))),
                Arguments.of("by any name", SearchPlans.BY_ANY_NAME, lead(Map.of("any", "large", "event", 0L))),
                Arguments.of("by a frequent type", SearchPlans.BY_TYPE, lead(Map.of("type", "OrderPlaced"))),
                Arguments.of("by a rare type", SearchPlans.BY_TYPE, lead(Map.of("type", "Rare"))),
                Arguments.of("discarded", SearchPlans.DISCARDED, lead(Map.of())),
                Arguments.of("dead anywhere", SearchPlans.DEAD, lead(Map.of())),
                Arguments.of("dead at one", SearchPlans.DEAD_AT, lead(Map.of("destination", "erp"))),
                Arguments.of("unfinished", SearchPlans.UNFINISHED, lead(Map.of("standing", "FAILED"))),
                Arguments.of(
                        "walk deliveries",
                        SearchPlans.DELIVERIES,
                        lead(Map.of(
                                "anyDestination",
                                false,
                                "destination",
                                "no",
                                "anyState",
                                false,
                                "standing",
                                "SKIPPED"))),
                Arguments.of("walk events", SearchPlans.EVENTS, lead(Map.of("anySource", false, "source", "nobody"))),
                Arguments.of("match none", Matching.MATCH, match(100)),
                Arguments.of("match unrouted", Matching.MATCH, match(110_000)),
                Arguments.of("show", EventSummaries.EVENTS, Map.of("ids", ids(100))),
                Arguments.of("show deliveries", EventSummaries.DELIVERIES, Map.of("ids", ids(100))),
                Arguments.of("place of a time", IdRangeOfTimes.PLACE, Map.of("time", "2100-01-01T00:00:00Z")),
                Arguments.of("sources of a group", GroupEvents.SOURCES, Map.of("group", "o-17777")),
                Arguments.of(
                        "members of a large group",
                        GroupEvents.MEMBERS,
                        Map.of("group", "large", "source", "covver", "after", 0L, "limit", 100)),
                Arguments.of("progress", Searches.INDEX, Map.of()),
                Arguments.of("time of", Searches.TIME_OF, Map.of("id", 77_777L)),
                Arguments.of("fill after", AcceptedEvents.AFTER, Map.of("after", 77_777L, "limit", MOST)),
                Arguments.of("fill before", AcceptedEvents.BEFORE, Map.of("before", 77_777L, "limit", MOST)),
                Arguments.of("bodies", AcceptedEvents.BODIES, Map.of("ids", ids(100))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    @Order(1)
    void a_statement_touches_what_it_needs(String name, String sql, Map<String, Object> parameters) {
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

    private static Map<String, Object> lead(Map<String, ?> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("floor", 1L);
        all.put("before", 140_000L);
        all.put("most", MOST);
        return all;
    }

    private static Map<String, Object> match(long after) {
        Map<String, Object> all = new HashMap<>();
        all.put("ids", ids(after));
        all.put("weigh", true);
        all.put("anySource", false);
        all.put("source", "covver");
        all.put("anyType", false);
        all.put("type", "OrderPlaced");
        all.put("from", "-infinity");
        all.put("to", "infinity");
        all.put("anyState", false);
        all.put("state", "UNROUTED");
        all.put("anyDelivery", false);
        all.put("anyDestination", false);
        all.put("destination", "erp");
        all.put("anyDeliveryState", false);
        all.put("deliveryState", "DEAD");
        return all;
    }

    private static Long[] ids(long after) {
        return LongStream.rangeClosed(after + 1, after + MOST).boxed().toArray(Long[]::new);
    }
}
