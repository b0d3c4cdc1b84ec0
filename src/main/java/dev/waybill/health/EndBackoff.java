package dev.waybill.health;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes lanes due before the end of their back-off. Each batch is a transaction of its own that locks its lanes in the
 * common order. Blocked or leased lanes are left alone.
 */
public final class EndBackoff {

    private static final int BATCH = 1000;
    private static final int BATCHES = 10;

    static final String WAITING = """
        SELECT count(*) FROM outbox_lane
         WHERE destination = :destination AND owner IS NULL AND blocked_by IS NULL AND due_at > now()\
        """;

    /**
     * Compares the lane's state only after locking: before, it would lead the planner to another index than its key.
     */
    public static final String END_ALL = """
        WITH waiting AS MATERIALIZED (
          SELECT destination, lane FROM outbox_lane
           WHERE destination = :destination AND owner IS NULL AND blocked_by IS NULL AND due_at > now()
           ORDER BY due_at DESC LIMIT :limit),
        locked AS MATERIALIZED (
          SELECT l.destination, l.lane, l.owner, l.blocked_by FROM waiting w
            JOIN outbox_lane l ON (l.destination, l.lane) = (w.destination, w.lane)
           ORDER BY l.destination, l.lane FOR UPDATE OF l)
        UPDATE outbox_lane l SET due_at = least(due_at, now()), unreachable_at = NULL
          FROM locked k WHERE (l.destination, l.lane) = (k.destination, k.lane)
           AND k.owner IS NULL AND k.blocked_by IS NULL\
        """;

    /** Takes only lanes that failed before the destination answered again; later failures keep their back-off. */
    public static final String END_UNREACHED = """
        WITH waiting AS MATERIALIZED (
          SELECT destination, lane FROM outbox_lane
           WHERE destination = :destination AND unreachable_at <= (
                 SELECT c.changed_at FROM outbox_circuit c
                  WHERE c.destination = :destination AND c.state = 'HALF_OPEN')
           ORDER BY unreachable_at LIMIT :limit),
        locked AS MATERIALIZED (
          SELECT l.destination, l.lane, l.unreachable_at FROM waiting w
            JOIN outbox_lane l ON (l.destination, l.lane) = (w.destination, w.lane)
           ORDER BY l.destination, l.lane FOR UPDATE OF l)
        UPDATE outbox_lane l SET due_at = least(due_at, now()), unreachable_at = NULL
          FROM locked k WHERE (l.destination, l.lane) = (k.destination, k.lane) AND k.unreachable_at IS NOT NULL\
        """;

    private final JdbcClient jdbc;

    public EndBackoff(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Makes all of the destination's lanes due that are in back-off now. Lanes that fail again meanwhile are not
     * included. The number made due never exceeds the number at the start; the longest waits go first.
     *
     * @return the number of lanes made due
     */
    public int endAll(String destination) {
        int waiting = jdbc.sql(WAITING)
                .param("destination", destination)
                .query(Integer.class)
                .single();
        int left = waiting;
        while (left > 0) {
            int ended = jdbc.sql(END_ALL)
                    .param("destination", destination)
                    .param("limit", Math.min(BATCH, left))
                    .update();
            if (ended == 0) {
                break;
            }
            left -= ended;
        }
        return waiting - left;
    }

    /** Makes lanes due that wait because a half-open circuit's destination was unreachable; up to ten batches. */
    void endUnreached(String destination) {
        for (int batch = 0; batch < BATCHES; batch++) {
            int ended = jdbc.sql(END_UNREACHED)
                    .param("destination", destination)
                    .param("limit", BATCH)
                    .update();
            if (ended < BATCH) {
                return;
            }
        }
    }
}
