package dev.waybill.retention;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sees every purge, by triggers of its own that ask the tables in their own words, and finds what must never be. What a
 * trigger asks is as new as can be: it sees what was committed while the purging statement ran.
 */
final class Witness {

    private static final String WATCH = """
        CREATE TABLE gone (what text, event_id bigint, open boolean, age interval);
        CREATE TABLE stored (event_id bigint PRIMARY KEY);
        CREATE FUNCTION seen(what text, event bigint) RETURNS void LANGUAGE plpgsql AS $$
          BEGIN
            INSERT INTO gone SELECT what, event,
              EXISTS (SELECT FROM inbox_work WHERE event_id = event)
                OR EXISTS (SELECT FROM outbox_delivery WHERE event_id = event AND state IN ('PENDING', 'DEAD'))
                OR (what = 'event' AND EXISTS (SELECT FROM inbox_body WHERE event_id = event)),
              clock_timestamp() - (SELECT max(at) FROM (
                SELECT received_at FROM inbox_event WHERE id = event UNION ALL
                SELECT finished_at FROM outbox_delivery WHERE event_id = event UNION ALL
                SELECT discarded_at FROM inbox_discarded WHERE event_id = event) times(at));
          END $$;
        CREATE FUNCTION body_goes() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN PERFORM seen('body', OLD.event_id); RETURN OLD; END $$;
        CREATE FUNCTION event_goes() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN PERFORM seen('event', OLD.id); RETURN OLD; END $$;
        CREATE TRIGGER watch BEFORE DELETE ON inbox_body FOR EACH ROW EXECUTE FUNCTION body_goes();
        CREATE TRIGGER watch BEFORE DELETE ON inbox_event FOR EACH ROW EXECUTE FUNCTION event_goes()\
        """;

    private static final String WRONG = """
        SELECT 'open delivery without a body: ' || d.event_id FROM outbox_delivery d
          LEFT JOIN inbox_body b USING (event_id) WHERE d.state IN ('PENDING', 'DEAD') AND b.event_id IS NULL
        UNION ALL SELECT 'work without a body: ' || w.event_id FROM inbox_work w
          LEFT JOIN inbox_body b USING (event_id) WHERE b.event_id IS NULL
        UNION ALL SELECT 'body without an event: ' || b.event_id FROM inbox_body b
          LEFT JOIN inbox_event e ON e.id = b.event_id WHERE e.id IS NULL
        UNION ALL SELECT 'delivery without an event: ' || d.event_id FROM outbox_delivery d
          LEFT JOIN inbox_event e ON e.id = d.event_id WHERE e.id IS NULL
        UNION ALL SELECT 'attempt without a delivery: ' || a.delivery_id FROM outbox_attempt a
          LEFT JOIN outbox_delivery d ON d.id = a.delivery_id WHERE d.id IS NULL
        UNION ALL SELECT 'mark without an event: ' || x.event_id FROM inbox_discarded x
          LEFT JOIN inbox_event e ON e.id = x.event_id WHERE e.id IS NULL
        UNION ALL SELECT 'body missing: ' || e.id FROM inbox_event e
          LEFT JOIN inbox_body b ON b.event_id = e.id LEFT JOIN gone g ON g.what = 'body' AND g.event_id = e.id
         WHERE b.event_id IS NULL AND g.event_id IS NULL
        UNION ALL SELECT 'event missing: ' || s.event_id FROM stored s
          LEFT JOIN inbox_event e ON e.id = s.event_id LEFT JOIN gone g ON g.what = 'event' AND g.event_id = s.event_id
         WHERE e.id IS NULL AND g.event_id IS NULL
        UNION ALL SELECT 'purged though open: ' || what || ' ' || event_id FROM gone WHERE open
        UNION ALL SELECT 'purged too young: ' || what || ' ' || event_id || ', ' || age FROM gone
         WHERE age < make_interval(days => CASE what WHEN 'body' THEN :bodies ELSE :horizon END)\
        """;

    /** The rows that could have gone and are still there, once all is as old as can be and every stage is at its end. */
    private static final String LEFT = """
        SELECT e.id FROM inbox_event e
         WHERE NOT EXISTS (SELECT FROM inbox_work WHERE event_id = e.id)
           AND NOT EXISTS (SELECT FROM outbox_delivery WHERE event_id = e.id AND state IN ('PENDING', 'DEAD'))\
        """;

    private final JdbcClient jdbc;

    Witness(JdbcClient jdbc) {
        this.jdbc = jdbc;
        jdbc.sql(WATCH).update();
    }

    void stored(long event) {
        jdbc.sql("INSERT INTO stored VALUES (:id) ON CONFLICT DO NOTHING")
                .param("id", event)
                .update();
    }

    /** In one snapshot. */
    List<String> wrong() {
        return jdbc.sql(WRONG)
                .param("bodies", (int) TestHub.BODIES.toDays())
                .param("horizon", (int) TestHub.HORIZON.toDays())
                .query(String.class)
                .list();
    }

    List<Long> left() {
        return jdbc.sql(LEFT).query(Long.class).list();
    }

    long gone(String what) {
        return jdbc.sql("SELECT count(*) FROM gone WHERE what = :what")
                .param("what", what)
                .query(Long.class)
                .single();
    }
}
