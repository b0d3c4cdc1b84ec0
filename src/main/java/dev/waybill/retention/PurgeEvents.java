package dev.waybill.retention;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Purges events at the end of the dedupe horizon in one commit, with all their rows, including those of search. It
 * takes only events whose body is gone. The body went when no delivery was open, and none can be opened without it. No
 * race is therefore possible.
 */
final class PurgeEvents extends PurgeStage {

    static final String NEXT = """
        WITH next AS MATERIALIZED (SELECT id FROM inbox_event WHERE id > :after ORDER BY id LIMIT :limit)
        SELECT n.id, 1 + e.deliveries + e.attempts AS weight,
               e.received_at < now() - make_interval(secs => :age) AS old,
               coalesce(e.finished_at < now() - make_interval(secs => :age), false)
                 AND (SELECT b.event_id FROM inbox_body b WHERE b.event_id = n.id LIMIT 1) IS NULL AS finished
          FROM next n JOIN retention_event e ON e.event_id = n.id
         ORDER BY n.id\
        """;

    static final String PURGE = """
        DELETE FROM inbox_event v USING retention_event e
         WHERE v.id = ANY (:ids) AND e.event_id = v.id
           AND e.received_at < now() - make_interval(secs => :age)
           AND e.finished_at < now() - make_interval(secs => :age)
           AND (SELECT b.event_id FROM inbox_body b WHERE b.event_id = v.id LIMIT 1) IS NULL
        RETURNING v.id\
        """;

    static final String DELIVERIES = "DELETE FROM outbox_delivery WHERE event_id = ANY (:ids) RETURNING id";

    /** Selects by the ids of the deliveries: for a join, the planner would walk through all attempts. */
    static final String ATTEMPTS = "DELETE FROM outbox_attempt WHERE delivery_id = ANY (:deliveries)";

    static final String DISCARDED = "DELETE FROM inbox_discarded WHERE event_id = ANY (:ids)";

    static final String NAMES = "DELETE FROM search_event WHERE event_id = ANY (:ids)";

    static final String REPEATS = "DELETE FROM search_same_body WHERE event_id = ANY (:ids)";

    private final JdbcClient jdbc;

    /**
     * @param age the time that an event stays after it was finished
     * @param most the limit of rows of all tables together that one transaction deletes
     */
    PurgeEvents(JdbcClient jdbc, Duration age, int most) {
        super("EVENTS", NEXT, most, jdbc, age);
        this.jdbc = jdbc;
    }

    @Override
    int purge(List<Long> ids) {
        Long[] gone = purged(PURGE, ids.toArray(Long[]::new));
        Long[] deliveries = ids(jdbc.sql(DELIVERIES).param("ids", gone));
        jdbc.sql(ATTEMPTS).param("deliveries", deliveries).update();
        jdbc.sql(DISCARDED).param("ids", gone).update();
        jdbc.sql(NAMES).param("ids", gone).update();
        jdbc.sql(REPEATS).param("ids", gone).update();
        return gone.length;
    }
}
