package dev.waybill.inbox;

import dev.waybill.inbox.ArrivalsByKey.EventKey;
import dev.waybill.inbox.ArrivalsByKey.StoredEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The statements of the intake on {@code inbox_event}, {@code inbox_body} and {@code inbox_work}. */
final class EventRows {

    /**
     * Commits event, body and work rows in one autocommitted statement. The rows are inserted in the order of the
     * unique index. Two flushes that share keys then wait for each other in one direction only; unsorted ones deadlock.
     * The ids are drawn before, in the order of the list: the events of one request are routed in the request's order.
     * An event without a group has the slot of its id, which only the database knows.
     */
    private static final String INSERT = """
        WITH arrival AS MATERIALIZED (
          SELECT nextval('inbox_event_id_seq') AS drawn, source COLLATE "C" AS source, idempotency_key COLLATE "C" AS idempotency_key,
                 message_group, slot, type, digest, secret_id, headers, body, received
          FROM unnest(:sources, :keys, :groups, :slots, :types, :digests, :secrets, :headers, :bodies, :received)
            AS a (source, idempotency_key, message_group, slot, type, digest, secret_id, headers, body, received)
        ), event AS (
          INSERT INTO inbox_event (id, source, idempotency_key, message_group, type, digest, secret_id)
          OVERRIDING SYSTEM VALUE
          SELECT drawn, source, idempotency_key, message_group, type, digest, secret_id
          FROM arrival ORDER BY source, idempotency_key
          ON CONFLICT (source, idempotency_key) DO NOTHING
          RETURNING id, source, idempotency_key
        ), body AS (
          INSERT INTO inbox_body (event_id, headers, body, received)
          SELECT id, headers, body, received FROM event JOIN arrival USING (source, idempotency_key)
        ), work AS (
          INSERT INTO inbox_work (event_id, source, slot, message_group)
          SELECT id, source, coalesce(slot, id % :slotCount), message_group
          FROM event JOIN arrival USING (source, idempotency_key)
        )
        SELECT id, source, idempotency_key FROM event
        """;

    /**
     * Finds events by key. LATERAL with LIMIT leaves only the index: a plan made while the table was small can't become
     * a scan.
     *
     * <p>The statement waits for a synchronous standby where commits do. A row whose own commit was cut off in that
     * wait is visible, but not yet on the standby. The message of this statement comes after all rows that it sees, and
     * its commit waits for the standby.
     */
    private static final String FIND = """
        WITH standby AS MATERIALIZED (
          SELECT CASE WHEN current_setting('synchronous_standby_names') <> ''
                      THEN pg_logical_emit_message(true, 'waybill', 'duplicate') END AS at
        )
        SELECT e.id, k.source, k.idempotency_key, e.digest, standby.at
        FROM standby CROSS JOIN unnest(:sources, :keys) AS k (source, idempotency_key)
        CROSS JOIN LATERAL (
          SELECT id, digest FROM inbox_event
          WHERE source = k.source AND idempotency_key = k.idempotency_key LIMIT 1) AS e
        """;

    private static final String CONTAINS =
            "SELECT EXISTS (SELECT FROM inbox_event WHERE source = :source AND idempotency_key = :key)";

    private static final String REPEATED = """
        SELECT u.source, u.key, search_same_body_of(u.source, u.type, u.key, u.digest, make_interval(secs => u.within)) AS event
          FROM unnest(:sources, :types, :keys, :digests, :withins) u (source, type, key, digest, within)
        """;

    private static final String HAS_ANY = "SELECT EXISTS (SELECT FROM inbox_event WHERE source = :source)";

    private final JdbcClient jdbc;

    EventRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Commits the arrivals whose key is new.
     *
     * @param arrivals the arrivals, no two with the same key
     * @return the ids of the new events, when they are committed
     */
    Map<EventKey, Long> insert(List<Arrival> arrivals) {
        Map<EventKey, Long> ids = new HashMap<>();
        jdbc.sql(INSERT)
                .param("sources", texts(arrivals, Arrival::source))
                .param("keys", texts(arrivals, Arrival::key))
                .param("groups", texts(arrivals, Arrival::group))
                .param("slots", new SqlArrayValue("int2", (Object[]) slots(arrivals)))
                .param("slotCount", Slot.COUNT)
                .param("types", texts(arrivals, Arrival::type))
                .param("digests", bytes(arrivals, Arrival::digest))
                .param("secrets", texts(arrivals, Arrival::secretId))
                .param("headers", bytes(arrivals, Arrival::headers))
                .param("bodies", bytes(arrivals, Arrival::body))
                .param("received", bytes(arrivals, Arrival::received))
                .query(row -> {
                    ids.put(new EventKey(row.getString("source"), row.getString("idempotency_key")), row.getLong("id"));
                });
        return ids;
    }

    /** Finds the committed events that hold these keys, in a snapshot of its own. */
    Map<EventKey, StoredEvent> find(Collection<EventKey> keys) {
        Map<EventKey, StoredEvent> events = new HashMap<>();
        jdbc.sql(FIND)
                .param("sources", texts(keys, EventKey::source))
                .param("keys", texts(keys, EventKey::key))
                .query(row -> {
                    events.put(
                            new EventKey(row.getString("source"), row.getString("idempotency_key")),
                            new StoredEvent(row.getLong("id"), row.getBytes("digest")));
                });
        return events;
    }

    /** Returns, for arrivals whose body may come only once, the event that has the same body under another key. */
    Map<EventKey, Long> repeated(List<Arrival> arrivals) {
        Map<EventKey, Long> events = new HashMap<>();
        jdbc.sql(REPEATED)
                .param("sources", texts(arrivals, Arrival::source))
                .param("types", texts(arrivals, Arrival::type))
                .param("keys", texts(arrivals, Arrival::key))
                .param("digests", bytes(arrivals, Arrival::digest))
                .param("withins", new SqlArrayValue("float8", (Object[])
                        arrivals.stream().map(EventRows::within).toArray(Double[]::new)))
                .query(row -> {
                    long event = row.getLong("event");
                    if (!row.wasNull()) {
                        events.put(new EventKey(row.getString("source"), row.getString("key")), event);
                    }
                });
        return events;
    }

    private static double within(Arrival arrival) {
        Duration within = Objects.requireNonNull(arrival.onlyOnceWithin());
        return within.toMillis() / 1000.0;
    }

    boolean contains(EventKey key) {
        return jdbc.sql(CONTAINS)
                .param("source", key.source())
                .param("key", key.key())
                .query(Boolean.class)
                .single();
    }

    /** True if an event of this source was ever accepted and is still kept. */
    boolean hasAny(String source) {
        return jdbc.sql(HAS_ANY).param("source", source).query(Boolean.class).single();
    }

    private static <T> SqlArrayValue texts(Collection<T> rows, Function<T, @Nullable String> column) {
        return new SqlArrayValue("text", (Object[]) rows.stream().map(column).toArray(String[]::new));
    }

    private static SqlArrayValue bytes(List<Arrival> arrivals, Function<Arrival, byte @Nullable []> column) {
        return new SqlArrayValue(
                "bytea", (Object[]) arrivals.stream().map(column).toArray(byte[][]::new));
    }

    private static @Nullable Short[] slots(List<Arrival> arrivals) {
        return arrivals.stream().map(EventRows::slot).toArray(Short[]::new);
    }

    private static @Nullable Short slot(Arrival arrival) {
        String group = arrival.group();
        return group == null ? null : Slot.of(arrival.source(), group);
    }
}
