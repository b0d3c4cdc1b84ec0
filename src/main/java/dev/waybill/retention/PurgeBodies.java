package dev.waybill.retention;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Purges the bodies of finished events, and the bodies sent for them. An operator's replay or second routing first
 * takes {@code FOR KEY SHARE} on the event's body. Either this stage sees that lock and the body stays, or the body is
 * gone and the operator is refused.
 */
final class PurgeBodies extends PurgeStage {

    static final String NEXT = """
        WITH next AS MATERIALIZED (
          SELECT event_id, octet_length(headers) + octet_length(body) + coalesce(octet_length(received), 0) AS weight
            FROM inbox_body WHERE event_id > :after ORDER BY event_id LIMIT :limit)
        SELECT n.event_id AS id, n.weight + 16384 * coalesce(e.attempts, 0) AS weight,
               coalesce(e.received_at < now() - make_interval(secs => :age), true) AS old,
               coalesce(e.finished_at < now() - make_interval(secs => :age), false) AS finished
          FROM next n LEFT JOIN retention_event e ON e.event_id = n.event_id
         ORDER BY n.event_id\
        """;

    /** Skips bodies locked by a replay, without waiting. */
    static final String LOCK = """
        SELECT event_id FROM inbox_body WHERE event_id = ANY (:ids) ORDER BY event_id FOR UPDATE SKIP LOCKED\
        """;

    /** Runs as a later statement, in a snapshot with all commits before the lock. */
    static final String PURGE = """
        DELETE FROM inbox_body b USING retention_event e
         WHERE b.event_id = ANY (:ids) AND e.event_id = b.event_id
           AND e.received_at < now() - make_interval(secs => :age)
           AND e.finished_at < now() - make_interval(secs => :age)
        RETURNING b.event_id\
        """;

    static final String DELIVERIES = "SELECT id FROM outbox_delivery WHERE event_id = ANY (:ids)";

    /**
     * Selects by the ids of the deliveries, like {@link PurgeEvents}. An event without a body is never sent, so no
     * attempt is added.
     */
    static final String SENT = """
        UPDATE outbox_attempt SET sent_to = NULL, sent = NULL, sent_text = NULL, sent_bytes = NULL
         WHERE delivery_id = ANY (:deliveries) AND sent_to IS NOT NULL\
        """;

    /**
     * The limit in bytes: a body of a megabyte is five hundred rows inside the database. An attempt may have kept 16
     * KiB by default.
     */
    private static final long MOST = 64 << 20;

    private final JdbcClient jdbc;

    /** @param age the time that a body stays after its event was finished */
    PurgeBodies(JdbcClient jdbc, Duration age) {
        super("BODIES", NEXT, MOST, jdbc, age);
        this.jdbc = jdbc;
    }

    @Override
    int purge(List<Long> ids) {
        Long[] locked = ids(jdbc.sql(LOCK).param("ids", ids.toArray(Long[]::new)));
        Long[] gone = purged(PURGE, locked);
        Long[] deliveries = ids(jdbc.sql(DELIVERIES).param("ids", gone));
        jdbc.sql(SENT).param("deliveries", deliveries).update();
        return gone.length;
    }
}
