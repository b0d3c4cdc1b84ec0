package dev.waybill.availability;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts unrouted events, except UNROUTED ones, which wait for an operator. The age is that of the oldest RECEIVED event. */
public final class UnroutedBacklog {

    private static final String UNROUTED = """
        SELECT w.count, coalesce(extract(epoch FROM now() - e.received_at), 0) AS oldest
          FROM (SELECT count(*) AS count, min(event_id) FILTER (WHERE state = 'RECEIVED') AS head
                  FROM inbox_work WHERE state <> 'UNROUTED') w
          LEFT JOIN inbox_event e ON e.id = w.head\
        """;

    private final JdbcClient jdbc;

    public UnroutedBacklog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Reads all open rows: not for a request's path. */
    public BacklogSize size() {
        return jdbc.sql(UNROUTED)
                .query((row, n) -> new BacklogSize(
                        row.getLong("count"), Duration.ofMillis(Math.max(0, (long) (row.getDouble("oldest") * 1000)))))
                .single();
    }
}
