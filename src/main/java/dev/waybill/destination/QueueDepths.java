package dev.waybill.destination;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts the open deliveries of every destination. Reads the open rows, never the history. */
final class QueueDepths {

    /** What an operator has to move, behind a DEAD one or in a pause, is open but has no age: nobody works on it. */
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

    /** @param jdbc whose planner may join as it likes */
    QueueDepths(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A destination that has something open.
     *
     * @param oldest how long ago the oldest event with an open delivery was accepted
     * @param moving the same of those that wait for no operator; zero if there is none
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
