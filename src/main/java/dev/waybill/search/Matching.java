package dev.waybill.search;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Checks all other conditions of a query for given events, by their ids alone, whatever their number. */
final class Matching {

    static final String MATCH = """
        SELECT e.id, CASE WHEN :weigh THEN coalesce(
                 (SELECT octet_length(b.body) FROM inbox_body b WHERE b.event_id = e.id LIMIT 1), 0) ELSE 0 END AS bytes
          FROM unnest(:ids) u (id) JOIN inbox_event e ON e.id = u.id
         WHERE (:anySource OR e.source = :source) AND (:anyType OR e.type = :type)
           AND e.received_at >= CAST(:from AS timestamptz) AND e.received_at < CAST(:to AS timestamptz)
           AND (:anyState OR :state = CASE
                 WHEN (SELECT x.event_id FROM inbox_discarded x WHERE x.event_id = e.id LIMIT 1) IS NOT NULL THEN 'DISCARDED'
                 ELSE coalesce((SELECT w.state FROM inbox_work w WHERE w.event_id = e.id LIMIT 1), 'ROUTED') END)
           AND (:anyDelivery OR (SELECT d.event_id FROM outbox_delivery d
                 WHERE d.event_id = e.id AND (:anyDestination OR d.destination = :destination)
                   AND (:anyDeliveryState OR d.state = :deliveryState) LIMIT 1) IS NOT NULL)
         ORDER BY e.id DESC\
        """;

    static final String CONTAINING = """
        SELECT event_id FROM inbox_body
         WHERE event_id = ANY (:ids) AND EXISTS (SELECT FROM unnest(:needles) n WHERE position(n IN body) > 0)
         ORDER BY event_id DESC\
        """;

    private final JdbcClient jdbc;

    Matching(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An event that matches in all but its text.
     *
     * @param bytes the size of its body, if the text matters
     */
    record Weighed(long id, int bytes) {}

    /** Returns the matches, newest first. */
    List<Weighed> match(EventQuery query, List<Long> ids) {
        @Nullable StateFilter standing = query.standing();
        boolean ofDelivery = standing != null && standing.ofDelivery();
        return jdbc.sql(MATCH)
                .param("ids", ids.toArray(Long[]::new))
                .param("weigh", query.text() != null)
                .param("anySource", query.source() == null)
                .param("source", text(query.source()))
                .param("anyType", query.type() == null)
                .param("type", text(query.type()))
                .param("from", time(query.from(), "-infinity"))
                .param("to", time(query.to(), "infinity"))
                .param("anyState", standing == null || ofDelivery)
                .param("state", standing == null ? "" : standing.name())
                .param("anyDelivery", !ofDelivery && query.destination() == null)
                .param("anyDestination", query.destination() == null)
                .param("destination", text(query.destination()))
                .param("anyDeliveryState", !ofDelivery)
                .param("deliveryState", standing == null ? "" : standing.name())
                .query(Weighed.class)
                .list();
    }

    /** Returns the events whose body contains one of these byte strings, newest first. */
    List<Long> containing(byte[][] needles, List<Long> ids) {
        return jdbc.sql(CONTAINING)
                .param("ids", ids.toArray(Long[]::new))
                .param("needles", needles)
                .query(Long.class)
                .list();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String time(@Nullable Instant time, String none) {
        return time == null ? none : time.toString();
    }
}
