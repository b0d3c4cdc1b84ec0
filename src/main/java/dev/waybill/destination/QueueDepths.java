package dev.waybill.destination;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts the open deliveries of every destination. Reads the open rows, never the history. */
final class QueueDepths {

    /**
     * Leaves deliveries that wait for an operator, in a blocked lane or a pause, out of the age: the hub can't work on
     * them.
     */
    private static final String COUNT = """
        SELECT q.destination, q.pending, q.dead,
               extract(epoch FROM now() - o.received_at) AS oldest, extract(epoch FROM now() - m.received_at) AS moving
          FROM (SELECT d.destination, count(*) FILTER (WHERE d.state = 'PENDING') AS pending,
                       count(*) FILTER (WHERE d.state = 'DEAD') AS dead, min(d.event_id) AS head,
                       min(d.event_id) FILTER (WHERE d.state = 'PENDING' AND l.lane IS NULL AND p.destination IS NULL)
                         AS moving_head
                  FROM outbox_delivery d
                  LEFT JOIN outbox_lane l
                    ON l.destination = d.destination AND l.lane = d.lane AND l.blocked_by IS NOT NULL
                  LEFT JOIN outbox_pause p ON p.destination = d.destination
                 WHERE d.state IN ('PENDING', 'DEAD')
                 GROUP BY d.destination) q
          LEFT JOIN inbox_event o ON o.id = q.head
          LEFT JOIN inbox_event m ON m.id = q.moving_head
         ORDER BY q.destination\
        """;

    private final JdbcClient jdbc;

    /** @param jdbc a client whose planner is free in its joins */
    QueueDepths(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A destination with open deliveries.
     *
     * @param oldest the time since the oldest event with an open delivery was accepted
     * @param moving the same for deliveries that wait for no operator; zero without any
     */
    record Line(String destination, long pending, long dead, Duration oldest, Duration moving) {}

    List<Line> count() {
        return jdbc.sql(COUNT)
                .query((row, n) -> new Line(
                        row.getString("destination"),
                        row.getLong("pending"),
                        row.getLong("dead"),
                        seconds(row, "oldest"),
                        seconds(row, "moving")))
                .list();
    }

    private static Duration seconds(ResultSet row, String column) throws SQLException {
        return Duration.ofMillis(Math.max(0, (long) (row.getDouble(column) * 1000)));
    }
}
