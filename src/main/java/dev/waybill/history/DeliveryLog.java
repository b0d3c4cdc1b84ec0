package dev.waybill.history;

import dev.waybill.handover.OutboundKey;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads deliveries and their attempts for operators. Reads only. */
public final class DeliveryLog {

    private static final String COLUMNS_OF_ENTRY = """
        SELECT d.id, d.destination, d.event_id, d.part, d.generation, d.state, d.attempts, d.replay_of, d.finished_at,
               d.made_at, d.made_by, d.revision, e.source, e.idempotency_key, e.message_group, e.type, l.due_at, l.blocked_by, l.owner
          FROM outbox_delivery d
          JOIN inbox_event e ON e.id = d.event_id
          LEFT JOIN outbox_lane l ON l.destination = d.destination AND l.lane = d.lane
        """;

    private static final String FIND = COLUMNS_OF_ENTRY + "WHERE d.id = :id";

    private static final String OF_EVENT = COLUMNS_OF_ENTRY + "WHERE d.event_id = :id ORDER BY d.id";

    private static final String OPEN = COLUMNS_OF_ENTRY + """
        WHERE d.destination = :destination AND d.state = :state AND d.state IN ('PENDING', 'DEAD') AND d.id > :after
        ORDER BY d.id LIMIT :limit\
        """;

    /** Joins the received body: a body that went out unchanged is not kept a second time. */
    private static final String AS_RECEIVED = """

          LEFT JOIN LATERAL (
            SELECT substring(b.body FOR 16384) AS body FROM outbox_delivery d JOIN inbox_body b ON b.event_id = d.event_id
             WHERE d.id = a.delivery_id AND a.sent IS NULL AND a.sent_bytes IS NOT NULL LIMIT 1) r ON true
        """;

    private static final String ATTEMPTS = """
        SELECT a.number, a.node, a.started_at, a.duration_ms, a.outcome, a.status, a.reason, a.answer, a.stale,
               a.revision, a.sent_to, coalesce(a.sent, r.body) AS sent, a.sent_text, a.sent_bytes
          FROM outbox_attempt a\
        """ + AS_RECEIVED + "WHERE a.delivery_id = :id ORDER BY a.id";

    static final String ATTEMPTS_OF = """
        SELECT a.delivery_id, a.number, a.node, a.started_at, a.duration_ms, a.outcome, a.status, a.reason, a.answer, a.stale,
               a.revision, a.sent_to, coalesce(a.sent, r.body) AS sent, a.sent_text, a.sent_bytes
          FROM unnest(:deliveries) u (id)
         CROSS JOIN LATERAL (
            SELECT * FROM outbox_attempt o WHERE o.delivery_id = u.id ORDER BY o.delivery_id DESC, o.id DESC LIMIT :most) a\
        """ + AS_RECEIVED + "ORDER BY a.id";

    private final JdbcClient jdbc;

    public DeliveryLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A delivery as an operator sees it.
     *
     * @param key the outbound key that the receiver sees
     * @param inFlight true if some node hands over a delivery of its lane now
     * @param blockedBy the DEAD delivery, another one, that holds its lane
     * @param nextAttempt the time when its lane is due; null while an operator has to act first
     * @param madeAt the time when its event was routed, or an operator asked for it; null if it is older than this
     *     column
     * @param madeBy the node that routed its event; null if none is known
     * @param revision the revision whose route named its destination; null if none was published then, and for a replay
     */
    public record Entry(
            long id,
            String destination,
            long event,
            String part,
            String type,
            @Nullable String messageGroup,
            String state,
            int attempts,
            String key,
            boolean inFlight,
            @Nullable Long blockedBy,
            @Nullable Instant nextAttempt,
            @Nullable Instant finishedAt,
            @Nullable Long replayOf,
            @Nullable Instant madeAt,
            @Nullable Long madeBy,
            @Nullable Integer revision) {}

    /**
     * One attempt.
     *
     * @param answer the first 2 KiB that came back, as text
     * @param sent the recorded output, if it was kept
     * @param revision the revision whose routes made it; null if they were none
     */
    public record Try(
            int number,
            long node,
            Instant startedAt,
            int durationMs,
            String outcome,
            @Nullable Integer status,
            @Nullable String reason,
            @Nullable String answer,
            boolean stale,
            @Nullable SentMessageView sent,
            @Nullable Integer revision) {

        /**
         * Returns the attempt for people who may not see request and answer; the reason is left out, as it may repeat
         * them.
         */
        public Try withoutBodies() {
            return new Try(number, node, startedAt, durationMs, outcome, status, null, null, stale, null, revision);
        }
    }

    public Optional<Entry> find(long deliveryId) {
        return jdbc.sql(FIND).param("id", deliveryId).query(DeliveryLog::entry).optional();
    }

    public List<Entry> ofEvent(long eventId) {
        return jdbc.sql(OF_EVENT).param("id", eventId).query(DeliveryLog::entry).list();
    }

    /**
     * Returns a destination's PENDING or DEAD deliveries, by id.
     *
     * @param after the last id of the page before, 0 for the first
     */
    public List<Entry> open(String destination, String state, long after, int limit) {
        return jdbc.sql(OPEN)
                .param("destination", destination)
                .param("state", state)
                .param("after", after)
                .param("limit", limit)
                .query(DeliveryLog::entry)
                .list();
    }

    public List<Try> attempts(long deliveryId) {
        return jdbc.sql(ATTEMPTS)
                .param("id", deliveryId)
                .query(DeliveryLog::attempt)
                .list();
    }

    /**
     * Returns the last attempts of each of these deliveries, by delivery, oldest first.
     *
     * @param most limit for one delivery
     */
    public Map<Long, List<Try>> attempts(Collection<Long> deliveries, int most) {
        Map<Long, List<Try>> attempts = new HashMap<>();
        jdbc.sql(ATTEMPTS_OF)
                .param("deliveries", deliveries.toArray(Long[]::new))
                .param("most", most)
                .query(row -> {
                    attempts.computeIfAbsent(row.getLong("delivery_id"), id -> new ArrayList<>())
                            .add(attempt(row, 0));
                });
        return attempts;
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        long id = row.getLong("id");
        boolean open = row.getObject("finished_at") == null;
        Long blockedBy = open ? row.getObject("blocked_by", Long.class) : null;
        return new Entry(
                id,
                row.getString("destination"),
                row.getLong("event_id"),
                row.getString("part"),
                row.getString("type"),
                row.getString("message_group"),
                row.getString("state"),
                row.getInt("attempts"),
                OutboundKey.of(
                        row.getString("source"),
                        row.getString("idempotency_key"),
                        row.getString("destination"),
                        row.getString("part"),
                        row.getInt("generation")),
                open && row.getObject("owner") != null,
                blockedBy == null || blockedBy == id ? null : blockedBy,
                open && blockedBy == null ? instant(row, "due_at") : null,
                instant(row, "finished_at"),
                row.getObject("replay_of", Long.class),
                instant(row, "made_at"),
                row.getObject("made_by", Long.class),
                row.getObject("revision", Integer.class));
    }

    private static Try attempt(ResultSet row, int number) throws SQLException {
        byte[] answer = row.getBytes("answer");
        return new Try(
                row.getInt("number"),
                row.getLong("node"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getInt("duration_ms"),
                row.getString("outcome"),
                row.getObject("status", Integer.class),
                row.getString("reason"),
                answer == null ? null : new String(answer, StandardCharsets.UTF_8),
                row.getBoolean("stale"),
                SentMessageView.of(row),
                row.getObject("revision", Integer.class));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
