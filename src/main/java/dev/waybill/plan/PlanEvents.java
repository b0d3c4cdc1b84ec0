package dev.waybill.plan;

import dev.waybill.handover.Delivery;
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
         WHERE e.id < :before
           AND (CAST(:within AS float8) IS NULL OR e.received_at >= now() - make_interval(secs => :within))
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

    private final JdbcClient jdbc;

    PlanEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param before the id that all of them are below */
    List<Delivery.Event> next(Selection selection, long before, int limit) {
        return jdbc.sql(NEXT)
                .param("before", before)
                .param(
                        "within",
                        selection.within() == null
                                ? null
                                : (double) selection.within().toSeconds())
                .param("type", selection.type())
                .param("source", selection.source())
                .param("order", selection.order())
                .param("limit", limit)
                .query(PlanEvents::event)
                .list();
    }

    Optional<Delivery.Event> find(long id) {
        return jdbc.sql(FIND).param("id", id).query(PlanEvents::event).optional();
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
