package dev.waybill.outbox;

import dev.waybill.handover.DeliveryState;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements of an operator's command on one delivery and its lane; the caller locks the lane. */
final class LaneCommands {

    private static final String FIND =
            "SELECT id, destination, lane, event_id, state FROM outbox_delivery WHERE id = :id";

    private static final String HEAD = """
        SELECT id FROM outbox_delivery
         WHERE destination = :destination AND lane = :lane AND state IN ('PENDING', 'DEAD')
         ORDER BY event_id, id LIMIT 1\
        """;

    private static final String IN_FLIGHT = """
        SELECT owner IS NOT NULL FROM outbox_lane WHERE destination = :destination AND lane = :lane\
        """;

    private static final String REARM = """
        UPDATE outbox_delivery SET state = 'PENDING', retries_from = attempts WHERE id = :id\
        """;

    private static final String SKIP = """
        UPDATE outbox_delivery SET state = 'SKIPPED', finished_at = now() WHERE id = :id\
        """;

    /** Gives a replay the event's place in the lane, too. */
    private static final String REPLAY = """
        INSERT INTO outbox_delivery (destination, lane, event_id, part, generation, replay_of)
        SELECT d.destination, d.lane, d.event_id, d.part, 1 + (
                 SELECT max(g.generation) FROM outbox_delivery g
                  WHERE g.event_id = d.event_id AND g.destination = d.destination AND g.part = d.part), d.id
          FROM outbox_delivery d WHERE d.id = :id
        RETURNING id\
        """;

    private static final String UNBLOCK = """
        UPDATE outbox_lane SET blocked_by = NULL, tries = 0, due_at = now()
         WHERE destination = :destination AND lane = :lane\
        """;

    private static final String HURRY = """
        UPDATE outbox_lane SET due_at = now()
         WHERE destination = :destination AND lane = :lane AND blocked_by IS NULL AND due_at > now()\
        """;

    private final JdbcClient jdbc;

    LaneCommands(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The place and the state of a delivery. */
    record Row(long id, String destination, String lane, long eventId, DeliveryState state) {

        boolean open() {
            return state.isOpen();
        }
    }

    Optional<Row> find(long id) {
        return jdbc.sql(FIND).param("id", id).query(Row.class).optional();
    }

    /** Returns the id of the lane's first open delivery. */
    long head(Row row) {
        return of(HEAD, row).query(Long.class).single();
    }

    boolean inFlight(Row row) {
        return of(IN_FLIGHT, row).query(Boolean.class).single();
    }

    void rearm(long id) {
        jdbc.sql(REARM).param("id", id).update();
    }

    void skip(long id) {
        jdbc.sql(SKIP).param("id", id).update();
    }

    long replay(long id) {
        return jdbc.sql(REPLAY).param("id", id).query(Long.class).single();
    }

    /** Makes the lane due now; the next lease blocks it again if its head is DEAD. */
    void unblock(Row row) {
        of(UNBLOCK, row).update();
    }

    /**
     * Ends the lane's back-off.
     *
     * @return true if the lane was in a back-off
     */
    boolean hurry(Row row) {
        return of(HURRY, row).update() == 1;
    }

    private JdbcClient.StatementSpec of(String sql, Row row) {
        return jdbc.sql(sql).param("destination", row.destination()).param("lane", row.lane());
    }
}
