package dev.waybill.search;

import dev.waybill.inbox.EventState;
import dev.waybill.search.EventSummary.DeliverySummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the summaries of found events, for one page of them. */
public final class EventSummaries {

    static final String EVENTS = """
        SELECT e.id, e.source, e.type, e.message_group, coalesce(s.order_id, e.message_group) AS order_id,
               s.order_number, s.external_id, e.idempotency_key, e.received_at,
               CASE WHEN x.event_id IS NOT NULL THEN 'DISCARDED' ELSE coalesce(w.state, 'ROUTED') END AS state,
               w.due_at, coalesce(w.error, x.reason) AS reason, b.event_id IS NULL AS purged
          FROM unnest(:ids) WITH ORDINALITY u (id, place)
          JOIN inbox_event e ON e.id = u.id
          LEFT JOIN search_event s ON s.event_id = e.id
          LEFT JOIN inbox_work w ON w.event_id = e.id
          LEFT JOIN inbox_discarded x ON x.event_id = e.id
          LEFT JOIN inbox_body b ON b.event_id = e.id
         ORDER BY u.place\
        """;

    static final String DELIVERIES = """
        SELECT d.event_id, d.id, d.destination, d.part, d.generation, d.state, d.attempts
          FROM unnest(:ids) u (id)
         CROSS JOIN LATERAL (
            SELECT DISTINCT ON (o.destination, o.part) o.* FROM outbox_delivery o
             WHERE o.event_id = u.id ORDER BY o.destination, o.part, o.generation DESC LIMIT 100) d
         ORDER BY d.id\
        """;

    private final JdbcClient jdbc;

    public EventSummaries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns them in the order of the ids; one that retention deleted meanwhile is missing. */
    public List<EventSummary> of(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, List<DeliverySummary>> deliveries = new HashMap<>();
        jdbc.sql(DELIVERIES).param("ids", ids.toArray(Long[]::new)).query(row -> {
            deliveries
                    .computeIfAbsent(row.getLong("event_id"), id -> new ArrayList<>())
                    .add(delivery(row));
        });
        return jdbc.sql(EVENTS)
                .param("ids", ids.toArray(Long[]::new))
                .query((row, n) -> found(row, deliveries.getOrDefault(row.getLong("id"), List.of())))
                .list();
    }

    private static DeliverySummary delivery(ResultSet row) throws SQLException {
        return new DeliverySummary(
                row.getLong("id"),
                row.getString("destination"),
                row.getString("part"),
                row.getInt("generation"),
                row.getString("state"),
                row.getInt("attempts"));
    }

    private static EventSummary found(ResultSet row, List<DeliverySummary> deliveries) throws SQLException {
        String state = row.getString("state");
        return new EventSummary(
                row.getLong("id"),
                row.getString("source"),
                row.getString("type"),
                row.getString("message_group"),
                row.getString("order_id"),
                row.getString("order_number"),
                row.getString("external_id"),
                row.getString("idempotency_key"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                state,
                EventState.FAILED.name().equals(state) ? instant(row, "due_at") : null,
                row.getString("reason"),
                row.getBoolean("purged"),
                deliveries);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
