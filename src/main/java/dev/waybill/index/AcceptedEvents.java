package dev.waybill.index;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the inbox for {@code search_event}, one batch at a time. */
public final class AcceptedEvents {

    private static final String COLUMNS = """
        SELECT n.id, n.source, n.type, n.message_group,
               coalesce((SELECT octet_length(b.body) FROM inbox_body b WHERE b.event_id = n.id LIMIT 1), 0) AS bytes,
               (SELECT s.event_id FROM search_event s WHERE s.event_id = n.id LIMIT 1) IS NOT NULL AS known,
               n.received_at < now() - interval '1 minute' AS settled
        """;

    public static final String AFTER = COLUMNS + """
        FROM (SELECT * FROM inbox_event WHERE id > :after ORDER BY id LIMIT :limit) n ORDER BY n.id\
        """;

    public static final String BEFORE = COLUMNS + """
        FROM (SELECT * FROM inbox_event WHERE id < :before ORDER BY id DESC LIMIT :limit) n ORDER BY n.id DESC\
        """;

    public static final String BODIES = "SELECT event_id, body FROM inbox_body WHERE event_id = ANY (:ids)";

    private final JdbcClient jdbc;

    AcceptedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the next events in the order of ids. */
    List<UnindexedEvent> after(long id, int limit) {
        return jdbc.sql(AFTER)
                .param("after", id)
                .param("limit", limit)
                .query(UnindexedEvent.class)
                .list();
    }

    /** Returns the next events in the opposite order. */
    List<UnindexedEvent> before(long id, int limit) {
        return jdbc.sql(BEFORE)
                .param("before", id)
                .param("limit", limit)
                .query(UnindexedEvent.class)
                .list();
    }

    /** Returns bodies by event; those that retention has purged are missing. */
    Map<Long, byte[]> bodies(List<UnindexedEvent> events) {
        Map<Long, byte[]> bodies = new HashMap<>();
        jdbc.sql(BODIES)
                .param("ids", events.stream().map(UnindexedEvent::id).toArray(Long[]::new))
                .query(row -> {
                    bodies.put(row.getLong("event_id"), row.getBytes("body"));
                });
        return bodies;
    }
}
