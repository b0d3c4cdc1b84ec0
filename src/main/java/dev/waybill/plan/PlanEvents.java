package dev.waybill.plan;

import dev.waybill.handover.Delivery;
import dev.waybill.routing.PassedHeaders;
import dev.waybill.sources.AllowedHeaders;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the stored events of a selection in small portions, the newest first. Events without a body are left out. */
final class PlanEvents {

    static final int PORTION = 50;

    private static final String NEXT = """
        SELECT e.id, e.source, e.idempotency_key, e.message_group, e.type, e.received_at, b.body
          FROM inbox_event e
          JOIN inbox_body b ON b.event_id = e.id
         WHERE e.id < :before AND e.id > :after
           AND (CAST(:type AS text) IS NULL OR e.type = :type)
           AND (CAST(:source AS text) IS NULL OR e.source = :source)
           AND (CAST(:order AS text) IS NULL OR e.message_group = :order)
         ORDER BY e.id DESC LIMIT :limit\
        """;

    private static final String FIND = """
        SELECT e.id, e.source, e.idempotency_key, e.message_group, e.type, e.received_at, b.body
          FROM inbox_event e
          JOIN inbox_body b ON b.event_id = e.id
         WHERE e.id = :id\
        """;

    /** Ids are given in the order of time. */
    private static final String IS_OLDER = """
        SELECT received_at < :since FROM inbox_event WHERE id >= :id ORDER BY id LIMIT 1\
        """;

    private static final String SINCE = "SELECT now() - make_interval(secs => :within)";
    private static final String HIGHEST = "SELECT coalesce(max(id), 0) FROM inbox_event";

    private final JdbcClient jdbc;
    private final PassedHeaders passed;

    PlanEvents(JdbcClient jdbc, AllowedHeaders allowed) {
        this.jdbc = jdbc;
        this.passed = new PassedHeaders(jdbc, allowed);
    }

    /** Returns the id that all events of the selection's time are above. It is found in a few steps, not by reading. */
    long after(Selection selection) {
        if (selection.within() == null) {
            return 0;
        }
        OffsetDateTime since = jdbc.sql(SINCE)
                .param("within", (double) selection.within().toSeconds())
                .query(OffsetDateTime.class)
                .single();
        long older = 0;
        long newer = jdbc.sql(HIGHEST).query(Long.class).single() + 1;
        while (newer - older > 1) {
            long middle = (older + newer) >>> 1;
            boolean isOlder = jdbc.sql(IS_OLDER)
                    .param("since", since)
                    .param("id", middle)
                    .query(Boolean.class)
                    .optional()
                    .orElse(false);
            if (isOlder) {
                older = middle;
            } else {
                newer = middle;
            }
        }
        return older;
    }

    /**
     * @param before the id that all of them are below
     * @param after the id that all of them are above
     */
    List<Delivery.Event> next(Selection selection, long before, long after, int limit) {
        return withHeaders(jdbc.sql(NEXT)
                .param("before", before)
                .param("after", after)
                .param("type", selection.type())
                .param("source", selection.source())
                .param("order", selection.order())
                .param("limit", limit)
                .query(PlanEvents::event)
                .list());
    }

    Optional<Delivery.Event> find(long id) {
        return withHeaders(
                        jdbc.sql(FIND).param("id", id).query(PlanEvents::event).list())
                .stream()
                .findFirst();
    }

    private List<Delivery.Event> withHeaders(List<Delivery.Event> events) {
        return passed.with(events, Delivery.Event::id, Delivery.Event::source, Delivery.Event::with);
    }

    private static Delivery.Event event(ResultSet row, int number) throws SQLException {
        return new Delivery.Event(
                row.getLong("id"),
                row.getString("source"),
                row.getString("idempotency_key"),
                row.getString("message_group"),
                row.getString("type"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getBytes("body"));
    }
}
