package dev.waybill.history;

import dev.waybill.inbox.EventState;
import dev.waybill.inbox.Slot;
import dev.waybill.quarantine.Resubmit;
import dev.waybill.quarantine.ShownHeaders;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads accepted events for operators. Reads only. */
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

    private static final String CONTENT = """
        SELECT e.source, b.headers, b.body, b.received IS NOT NULL AS other
          FROM inbox_event e JOIN inbox_body b ON b.event_id = e.id WHERE e.id = :id\
        """;

    private static final String RECEIVED = "SELECT coalesce(received, body) FROM inbox_body WHERE event_id = :id";

    static final String HOLDS = """
        SELECT event_id, error, due_at FROM inbox_work
         WHERE source = :source AND slot = :slot AND message_group = :group AND state = 'FAILED'
         ORDER BY event_id LIMIT 1\
        """;

    private static final String PURGED = "The body is purged: waybill.retention.bodies has passed since the event was"
            + " finished. It can't be delivered or routed again.";

    private final JdbcClient jdbc;
    private final Resubmit readmission;

    public EventLog(JdbcClient jdbc, Resubmit readmission) {
        this.jdbc = jdbc;
        this.readmission = readmission;
    }

    /**
     * An event as an operator sees it.
     *
     * @param state RECEIVED, WAITING, FAILED, UNROUTED, ROUTED or DISCARDED
     * @param tries how often its route has failed
     * @param nextTry the time when a FAILED event is routed again
     * @param reason why its route failed, or why it was discarded
     * @param purged a sentence that its body is gone, and by which rule; null while the bytes are there
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

    /**
     * An event's bytes.
     *
     * @param headers lines of name and value; a sender's credentials are hidden
     * @param body the bytes exactly as signed, and so as delivered
     * @param receivedOtherwise true if other bytes arrived, of which these are the re-serialisation
     */
    public record Content(List<List<String>> headers, byte[] body, boolean receivedOtherwise) {}

    public Optional<Entry> find(long eventId) {
        return jdbc.sql(STATE).param("id", eventId).query(EventLog::entry).optional();
    }

    /** Returns the signed form. Empty if there is no such event or retention has purged its body. */
    public Optional<Content> content(long eventId) {
        return jdbc.sql(CONTENT)
                .param("id", eventId)
                .query((row, n) -> new Content(
                        shown(row.getString("source"), row.getBytes("headers")),
                        row.getBytes("body"),
                        row.getBoolean("other")))
                .optional();
    }

    /** Returns the evidence: the bytes as they arrived, whether or not they are the signed ones. */
    public Optional<byte[]> received(long eventId) {
        return jdbc.sql(RECEIVED).param("id", eventId).query(byte[].class).optional();
    }

    /** An event whose route failed: its message group waits at routing. */
    public record Holding(long event, String error, Instant nextTry) {}

    /** Returns the event that holds a message group at routing, if there is one. */
    public Optional<Holding> holding(String source, String group) {
        return jdbc.sql(HOLDS)
                .param("source", source)
                .param("slot", Slot.of(source, group))
                .param("group", group)
                .query((row, n) -> new Holding(
                        row.getLong("event_id"),
                        row.getString("error"),
                        row.getObject("due_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    private List<List<String>> shown(String source, byte[] headers) {
        return ShownHeaders.of(headers, header -> readmission.isProof(source, header));
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
                EventState.FAILED.name().equals(state) && due != null ? due.toInstant() : null,
                row.getString("reason"),
                row.getBoolean("purged") ? PURGED : null);
    }
}
