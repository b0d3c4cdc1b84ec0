package dev.waybill.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators read of accepted events. Reads only. */
public final class EventLog {

    private static final String STATE = """
        SELECT e.id, e.source, e.idempotency_key, e.message_group, e.type, e.secret_id, e.received_at,
               CASE WHEN x.event_id IS NOT NULL THEN 'DISCARDED' ELSE coalesce(w.state, 'ROUTED') END AS state,
               coalesce(w.tries, 0) AS tries, w.due_at, coalesce(w.error, x.reason) AS reason,
               b.event_id IS NULL AS purged
          FROM inbox_event e
          LEFT JOIN inbox_body b ON b.event_id = e.id
          LEFT JOIN inbox_work w ON w.event_id = e.id
          LEFT JOIN inbox_discarded x ON x.event_id = e.id
         WHERE e.id = :id\
        """;

    private static final String STUCK = """
        SELECT e.id, e.source, e.idempotency_key, e.message_group, e.type, e.secret_id, e.received_at,
               w.state, w.tries, w.due_at, w.error AS reason, false AS purged
          FROM inbox_work w JOIN inbox_event e ON e.id = w.event_id
         WHERE w.state = :state AND w.event_id > :after
         ORDER BY w.event_id LIMIT :limit\
        """;

    private static final String PURGED = "The body is purged: waybill.retention.bodies has passed since the event was"
            + " finished. It can't be delivered or routed again.";

    private final JdbcClient jdbc;

    EventLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An event as an operator sees it.
     *
     * @param state RECEIVED, WAITING, FAILED, UNROUTED, ROUTED or DISCARDED
     * @param tries how often its route has failed
     * @param nextTry when a FAILED event is routed again
     * @param reason why its route failed, or why it was discarded
     * @param purged the sentence that its body is gone, and by which rule; null while the bytes are there
     */
    public record Entry(
            long id,
            String source,
            String idempotencyKey,
            @Nullable String messageGroup,
            String type,
            String secret,
            Instant receivedAt,
            String state,
            int tries,
            @Nullable Instant nextTry,
            @Nullable String reason,
            @Nullable String purged) {}

    public Optional<Entry> find(long eventId) {
        return jdbc.sql(STATE).param("id", eventId).query(EventLog::entry).optional();
    }

    /** Events that are not routed, by id. @param after the last id of the page before, 0 for the first */
    public List<Entry> unfinished(String state, long after, int limit) {
        return jdbc.sql(STUCK)
                .param("state", state)
                .param("after", after)
                .param("limit", limit)
                .query(EventLog::entry)
                .list();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        String state = row.getString("state");
        OffsetDateTime due = row.getObject("due_at", OffsetDateTime.class);
        return new Entry(
                row.getLong("id"),
                row.getString("source"),
                row.getString("idempotency_key"),
                row.getString("message_group"),
                row.getString("type"),
                row.getString("secret_id"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                state,
                row.getInt("tries"),
                state.equals("FAILED") && due != null ? due.toInstant() : null,
                row.getString("reason"),
                row.getBoolean("purged") ? PURGED : null);
    }
}
