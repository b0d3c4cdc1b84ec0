package dev.waybill.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code outbox_delivery}: the ledger. Rows of a lane change only under the lane's lock. */
final class Deliveries {

    /**
     * Events come in id order and so do their rows; a destination that an event already has is passed over. What comes
     * back are the lanes that wait for an operator because of a younger event, as a rule none: only an event that is
     * routed late gets in front. LATERAL with LIMIT: a plan made while there were few lanes can't become a scan of them.
     */
    static final String INSERT = """
        WITH added AS (
          INSERT INTO outbox_delivery (destination, lane, event_id, part, made_by)
          SELECT destination, lane, event_id, part, :node
            FROM unnest(:destinations, :lanes, :events, :parts) WITH ORDINALITY u(destination, lane, event_id, part, place)
           ORDER BY place
          ON CONFLICT (event_id, destination, part, generation) DO NOTHING
          RETURNING destination, lane, event_id)
        SELECT DISTINCT a.destination, a.lane
          FROM added a
         CROSS JOIN LATERAL (
            SELECT l.blocked_by FROM outbox_lane l
             WHERE l.destination = a.destination AND l.lane = a.lane AND l.blocked_by IS NOT NULL LIMIT 1) l
         WHERE (SELECT d.event_id FROM outbox_delivery d WHERE d.id = l.blocked_by) > a.event_id\
        """;

    static final String HEADS = """
        SELECT u.lane, d.id, d.event_id, d.part, d.generation, d.state, d.attempts, d.retries_from,
               e.source, e.idempotency_key, e.message_group, e.type, e.received_at, b.body
          FROM unnest(:lanes) u(lane)
         CROSS JOIN LATERAL (
            SELECT id, event_id, part, generation, state, attempts, retries_from FROM outbox_delivery o
             WHERE o.destination = :destination AND o.lane = u.lane AND o.state IN ('PENDING', 'DEAD')
             ORDER BY o.event_id, o.id LIMIT 1) d
          JOIN inbox_event e ON e.id = d.event_id
          JOIN inbox_body b ON b.event_id = d.event_id\
        """;

    static final String SETTLE = """
        UPDATE outbox_delivery d SET state = u.state, attempts = attempts + 1,
               finished_at = CASE WHEN u.state IN ('DELIVERED', 'SKIPPED') THEN now() END
          FROM unnest(:ids, :states) u(id, state) WHERE d.id = u.id\
        """;

    private final JdbcClient jdbc;

    Deliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A delivery to make. */
    record Due(String destination, String lane, long eventId, String part) {}

    /** A delivery's state after an attempt. */
    record Settled(long id, String state) {}

    /** A blocked lane with something in front of its block. */
    record Overtaken(String destination, String lane) {}

    /** A lane's head. */
    record Head(String lane, Delivery delivery) {}

    /**
     * Adds those that are missing.
     *
     * @param node the node that routed their events
     * @return the lanes whose block is behind one of them now; their rows are to be locked already
     */
    List<Overtaken> insert(List<Due> due, long node) {
        return jdbc.sql(INSERT)
                .param("destinations", due.stream().map(Due::destination).toArray(String[]::new))
                .param("lanes", due.stream().map(Due::lane).toArray(String[]::new))
                .param("events", due.stream().map(Due::eventId).toArray(Long[]::new))
                .param("parts", due.stream().map(Due::part).toArray(String[]::new))
                .param("node", node)
                .query(Overtaken.class)
                .list();
    }

    /** The first open delivery of each of the locked lanes; a lane without one is missing from the answer. */
    List<Head> heads(String destination, List<String> lanes) {
        return jdbc.sql(HEADS)
                .param("destination", destination)
                .param("lanes", lanes.toArray(String[]::new))
                .query((row, n) -> new Head(row.getString("lane"), delivery(destination, row)))
                .list();
    }

    /** Counts the attempt and sets the state that follows from it. */
    void settle(List<Settled> settled) {
        if (!settled.isEmpty()) {
            jdbc.sql(SETTLE)
                    .param("ids", settled.stream().map(Settled::id).toArray(Long[]::new))
                    .param("states", settled.stream().map(Settled::state).toArray(String[]::new))
                    .update();
        }
    }

    private static Delivery delivery(String destination, ResultSet row) throws SQLException {
        return new Delivery(
                row.getLong("id"),
                destination,
                row.getLong("event_id"),
                row.getString("part"),
                row.getInt("generation"),
                "DEAD".equals(row.getString("state")),
                row.getInt("attempts"),
                row.getInt("retries_from"),
                row.getString("source"),
                row.getString("idempotency_key"),
                row.getString("message_group"),
                row.getString("type"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getBytes("body"));
    }
}
