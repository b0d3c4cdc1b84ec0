package dev.waybill.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads lanes for operators: the head, and the reason why it waits. Reads only. */
public final class LaneLog {

    static final String HEADS = """
        SELECT u.id, l.due_at, l.due_at > now() AS later, l.owner, h.id AS head, h.event_id AS head_event, h.state = 'DEAD' AS dead,
               (SELECT a.reason FROM outbox_attempt a WHERE a.delivery_id = h.id ORDER BY a.delivery_id DESC, a.id DESC LIMIT 1) AS reason
          FROM unnest(:deliveries) u (id)
         CROSS JOIN LATERAL (
            SELECT destination, lane FROM outbox_delivery o WHERE o.id = u.id AND o.finished_at IS NULL LIMIT 1) d
         CROSS JOIN LATERAL (
            SELECT due_at, owner FROM outbox_lane o WHERE o.destination = d.destination AND o.lane = d.lane LIMIT 1) l
         CROSS JOIN LATERAL (
            SELECT id, event_id, state FROM outbox_delivery o
             WHERE o.destination = d.destination AND o.lane = d.lane AND o.state IN ('PENDING', 'DEAD')
             ORDER BY o.event_id, o.id LIMIT 1) h\
        """;

    private final JdbcClient jdbc;

    LaneLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The head of a lane; everything else in the lane waits behind it.
     *
     * @param delivery the delivery at the head
     * @param event its event
     * @param owner the node that hands it over now; null while none does
     * @param dead true if it waits for an operator
     * @param dueAt the time when it may be handed over; null if that time has come
     * @param lastError the error of its last attempt; null if there was none, or it ended well
     */
    public record Head(
            long delivery,
            long event,
            @Nullable Long owner,
            boolean dead,
            @Nullable Instant dueAt,
            @Nullable String lastError) {}

    /** Returns the head of the lane of each open delivery, possibly itself. Finished deliveries are missing. */
    public Map<Long, Head> heads(Collection<Long> deliveries) {
        Map<Long, Head> heads = new HashMap<>();
        jdbc.sql(HEADS).param("deliveries", deliveries.toArray(Long[]::new)).query(row -> {
            heads.put(row.getLong("id"), head(row));
        });
        return heads;
    }

    private static Head head(ResultSet row) throws SQLException {
        OffsetDateTime due = row.getObject("due_at", OffsetDateTime.class);
        return new Head(
                row.getLong("head"),
                row.getLong("head_event"),
                row.getObject("owner", Long.class),
                row.getBoolean("dead"),
                row.getBoolean("later") ? due.toInstant() : null,
                row.getString("reason"));
    }
}
