package dev.waybill.destination;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the waiting deliveries of the destinations' queues. Reads the open rows, never the history. */
final class QueueStates {

    private static final String QUEUES = """
        SELECT q.destination, q.pending, q.dead, e.received_at AS oldest
          FROM (SELECT destination, count(*) FILTER (WHERE state = 'PENDING') AS pending,
                       count(*) FILTER (WHERE state = 'DEAD') AS dead, min(event_id) AS head
                  FROM outbox_delivery WHERE state IN ('PENDING', 'DEAD') GROUP BY destination) q
          LEFT JOIN inbox_event e ON e.id = q.head
         ORDER BY q.destination\
        """;

    private static final String HAS_OPEN = """
        SELECT EXISTS (SELECT 1 FROM outbox_delivery WHERE destination = :destination AND state IN ('PENDING', 'DEAD'))\
        """;

    private final JdbcClient jdbc;

    QueueStates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The open deliveries of a queue.
     *
     * @param oldest the time when the oldest of their events was accepted
     */
    record QueueState(
            String destination,
            long pending,
            long dead,
            @Nullable Instant oldest) {}

    /** Returns every destination with open deliveries. */
    List<QueueState> all() {
        return jdbc.sql(QUEUES)
                .query((row, n) -> new QueueState(
                        row.getString("destination"),
                        row.getLong("pending"),
                        row.getLong("dead"),
                        row.getTimestamp("oldest") == null
                                ? null
                                : row.getTimestamp("oldest").toInstant()))
                .list();
    }

    /** True if the destination has open deliveries. */
    boolean hasOpen(String destination) {
        return jdbc.sql(HAS_OPEN)
                .param("destination", destination)
                .query(Boolean.class)
                .single();
    }
}
