package dev.waybill.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code inbox_work}: events that are not routed yet. Changed only under the slot's lease. */
final class Work {

    /**
     * The held flag is read in the same statement as the ready rows: read before, an event that arrived in between
     * would pass its failed elder. Rows past the byte budget are left for the next read; the first one never is.
     */
    static final String READ = """
        SELECT * FROM (
          SELECT w.event_id, w.message_group, w.tries, e.idempotency_key, e.type, e.received_at, b.body,
                 sum(octet_length(b.body)) OVER before <= :bytes OR row_number() OVER before = 1 AS within,
                 w.message_group IS NOT NULL AND (SELECT f.event_id FROM inbox_work f
                   WHERE f.source = :source AND f.slot = :slot AND f.message_group = w.message_group
                     AND f.state IN ('FAILED', 'WAITING') AND f.event_id < w.event_id LIMIT 1) IS NOT NULL AS held,
                 w.message_group IS NOT NULL AND (SELECT f.event_id FROM inbox_work f
                   WHERE f.source = :source AND f.slot = :slot AND f.message_group = w.message_group
                     AND f.state = 'WAITING' AND f.event_id > w.event_id LIMIT 1) IS NOT NULL AS followed
            FROM ((SELECT event_id, message_group, tries FROM inbox_work
                    WHERE source = :source AND slot = :slot AND state = 'RECEIVED' ORDER BY event_id LIMIT :limit)
                  UNION ALL
                  (SELECT event_id, message_group, tries FROM inbox_work
                    WHERE source = :source AND slot = :slot AND state = 'FAILED' AND due_at <= now()
                    ORDER BY due_at LIMIT :limit)) w
            JOIN inbox_event e ON e.id = w.event_id
            JOIN inbox_body b ON b.event_id = w.event_id
          WINDOW before AS (ORDER BY w.event_id)) ready
         WHERE within ORDER BY event_id\
        """;

    static final String ROUTED = "DELETE FROM inbox_work WHERE event_id = ANY(:ids)";

    /** What was routed before has its deliveries: that its route names nothing now is no reason to keep it here. */
    static final String NOTHING_NEW = "DELETE FROM inbox_work WHERE again AND event_id = ANY(:ids)";

    static final String UNROUTED = """
        UPDATE inbox_work SET state = 'UNROUTED', error = NULL WHERE event_id = ANY(:ids)\
        """;

    static final String WAIT = """
        UPDATE inbox_work SET state = 'WAITING' WHERE event_id = ANY(:ids)\
        """;

    static final String FAIL = """
        UPDATE inbox_work SET state = 'FAILED', tries = tries + 1, error = :error,
               due_at = now() + make_interval(secs => :delay)
         WHERE event_id = :id\
        """;

    /** The eldest first and so many at a time: they are the next ones to get through, and release the next. */
    static final String RELEASE_FOLLOWERS = """
        UPDATE inbox_work SET state = 'RECEIVED' WHERE event_id IN (
          SELECT f.event_id FROM unnest(:groups) g(message_group)
           CROSS JOIN LATERAL (
             SELECT w.event_id FROM inbox_work w
              WHERE w.source = :source AND w.slot = :slot AND w.message_group = g.message_group AND w.state = 'WAITING'
              ORDER BY w.event_id LIMIT :most) f)\
        """;

    /** Those that no destination took are an operator's; the age is of what no route failed for. */
    static final String UNFINISHED = """
        SELECT w.count, coalesce(extract(epoch FROM now() - e.received_at), 0) AS oldest
          FROM (SELECT count(*) AS count, min(event_id) FILTER (WHERE state = 'RECEIVED') AS head
                  FROM inbox_work WHERE state <> 'UNROUTED') w
          LEFT JOIN inbox_event e ON e.id = w.head\
        """;

    private static final int FOLLOWERS = 1000;

    private final JdbcClient jdbc;

    Work(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The slot's next events in id order: new ones, and failed ones whose back-off has run out.
     *
     * @param bytes bodies to read at most, in all; one larger body is still read alone
     */
    List<WorkItem> read(SlotLease lease, int limit, long bytes) {
        return jdbc.sql(READ)
                .param("source", lease.source())
                .param("slot", lease.slot())
                .param("limit", limit)
                .param("bytes", bytes)
                .query((row, n) -> item(lease.source(), row))
                .list();
    }

    void routed(Collection<Long> eventIds) {
        update(ROUTED, eventIds);
    }

    /** Their routes named nothing: they wait for an operator, unless an operator had them routed once more. */
    void unrouted(Collection<Long> eventIds) {
        update(NOTHING_NEW, eventIds);
        update(UNROUTED, eventIds);
    }

    void waiting(Collection<Long> eventIds) {
        update(WAIT, eventIds);
    }

    void failed(long eventId, String error, Duration delay) {
        jdbc.sql(FAIL)
                .param("id", eventId)
                .param("error", error)
                .param("delay", delay.toMillis() / 1000.0)
                .update();
    }

    /** Lets the next waiting events of these groups be routed, because their elder got through or was discarded. */
    void releaseFollowers(String source, int slot, Collection<String> groups) {
        if (!groups.isEmpty()) {
            jdbc.sql(RELEASE_FOLLOWERS)
                    .param("source", source)
                    .param("slot", slot)
                    .param("groups", groups.toArray(String[]::new))
                    .param("most", FOLLOWERS)
                    .update();
        }
    }

    /** Events that are not routed yet. Reads them all: not for a request's path. */
    Unfinished unfinished() {
        return jdbc.sql(UNFINISHED)
                .query((row, n) -> new Unfinished(
                        row.getLong("count"), Duration.ofMillis(Math.max(0, (long) (row.getDouble("oldest") * 1000)))))
                .single();
    }

    private void update(String sql, Collection<Long> eventIds) {
        if (!eventIds.isEmpty()) {
            jdbc.sql(sql).param("ids", eventIds.toArray(Long[]::new)).update();
        }
    }

    private static WorkItem item(String source, ResultSet row) throws SQLException {
        return new WorkItem(
                row.getLong("event_id"),
                source,
                row.getString("message_group"),
                row.getString("idempotency_key"),
                row.getString("type"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getBytes("body"),
                row.getInt("tries"),
                row.getBoolean("held"),
                row.getBoolean("followed"));
    }
}
