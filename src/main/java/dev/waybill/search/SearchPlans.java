package dev.waybill.search;

import dev.waybill.search.EventQuery.Name;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statements that lead a search, and the choice among them. Each walks one index backwards. A name is compared
 * together with the id, as the index has them. For a name alone, PostgreSQL takes frequent in the history for frequent
 * among the newest, and walks all events.
 */
final class SearchPlans {

    private static final String FOUND = """
        SELECT coalesce(array_agg(f.event_id ORDER BY f.event_id DESC), '{}') AS ids, count(*) AS looked, min(f.event_id) AS last
          FROM (%s) f\
        """;

    /** Lists the sources by jumps through the index of keys. */
    private static final String KNOWN_SOURCES = """
        WITH RECURSIVE known (source) AS (
          (SELECT source FROM inbox_event ORDER BY source, idempotency_key LIMIT 1)
          UNION ALL
          SELECT (SELECT e.source FROM inbox_event e WHERE e.source > k.source ORDER BY e.source, e.idempotency_key LIMIT 1)
            FROM known k WHERE k.source IS NOT NULL)
        """;

    static final String BY_ID = FOUND.formatted("""
        SELECT id AS event_id FROM inbox_event
         WHERE id = :event AND id >= :floor AND id < :before ORDER BY id DESC LIMIT :most\
        """);

    static final String BY_KEY = KNOWN_SOURCES + FOUND.formatted("""
        SELECT e.id AS event_id FROM known k CROSS JOIN LATERAL (
            SELECT id FROM inbox_event WHERE source = k.source AND idempotency_key = :key LIMIT 1) e
         WHERE e.id >= :floor AND e.id < :before ORDER BY e.id DESC LIMIT :most\
        """);

    static final String BY_GROUP = FOUND.formatted(named("message_group", "group"));

    /** Searches the group too: an order's id is usually the group, and is then not stored twice. */
    static final String BY_ORDER_ID =
            FOUND.formatted("""
                SELECT event_id FROM ((%s) UNION (%s)) either
                 ORDER BY event_id DESC LIMIT :most\
                """.formatted(named("order_id", "orderId"), named("message_group", "orderId")));

    static final String BY_ORDER_NUMBER = FOUND.formatted(named("order_number", "number"));

    static final String BY_EXTERNAL_ID = FOUND.formatted(named("external_id", "externalId"));

    static final String BY_ANY_NAME = KNOWN_SOURCES
            + FOUND.formatted("""
                SELECT event_id FROM (
                  (SELECT id AS event_id FROM inbox_event WHERE id = :event AND id >= :floor AND id < :before)
                  UNION
                  (SELECT e.id FROM known k CROSS JOIN LATERAL (
                      SELECT id FROM inbox_event WHERE source = k.source AND idempotency_key = :any LIMIT 1) e
                    WHERE e.id >= :floor AND e.id < :before)
                  UNION (%s) UNION (%s) UNION (%s) UNION (%s)) either
                 ORDER BY event_id DESC LIMIT :most\
                """.formatted(
                            named("message_group", "any"),
                            named("order_id", "any"),
                            named("order_number", "any"),
                            named("external_id", "any")));

    static final String BY_TYPE = FOUND.formatted("""
        SELECT event_id FROM search_event
         WHERE (type, event_id) >= (:type, :floor) AND (type, event_id) < (:type, :before)
         ORDER BY type DESC, event_id DESC LIMIT :most\
        """);

    static final String DISCARDED = FOUND.formatted("""
        SELECT event_id FROM inbox_discarded WHERE event_id >= :floor AND event_id < :before
         ORDER BY event_id DESC LIMIT :most\
        """);

    static final String DEAD_AT = FOUND.formatted("""
        SELECT DISTINCT destination, event_id FROM outbox_delivery
         WHERE state = 'DEAD' AND (destination, event_id) >= (:destination, :floor)
           AND (destination, event_id) < (:destination, :before)
         ORDER BY destination DESC, event_id DESC LIMIT :most\
        """);

    /** Searches destination by destination; jumps through the index of DEAD deliveries find the destinations. */
    static final String DEAD = """
        WITH RECURSIVE known (destination) AS (
          (SELECT destination FROM outbox_delivery WHERE state = 'DEAD' ORDER BY destination, event_id, id LIMIT 1)
          UNION ALL
          SELECT (SELECT d.destination FROM outbox_delivery d WHERE d.state = 'DEAD' AND d.destination > k.destination
                   ORDER BY d.destination, d.event_id, d.id LIMIT 1)
            FROM known k WHERE k.destination IS NOT NULL)
        """ + FOUND.formatted("""
            SELECT DISTINCT d.event_id FROM known k CROSS JOIN LATERAL (
                SELECT DISTINCT event_id FROM outbox_delivery
                 WHERE state = 'DEAD' AND destination = k.destination AND event_id >= :floor AND event_id < :before
                 ORDER BY event_id DESC LIMIT :most) d
             ORDER BY d.event_id DESC LIMIT :most\
            """);

    static final String UNFINISHED = """
        SELECT coalesce(array_agg(w.event_id ORDER BY w.event_id DESC) FILTER (WHERE w.state = :standing), '{}') AS ids,
               count(*) AS looked, min(w.event_id) AS last
          FROM (SELECT event_id, state FROM inbox_work WHERE event_id >= :floor AND event_id < :before
                 ORDER BY event_id DESC LIMIT :most) w\
        """;

    static final String DELIVERIES = """
        SELECT coalesce(array_agg(DISTINCT d.event_id ORDER BY d.event_id DESC) FILTER (WHERE
                 (:anyDestination OR d.destination = :destination) AND (:anyState OR d.state = :standing)), '{}') AS ids,
               count(*) AS looked, min(d.event_id) AS last
          FROM (SELECT event_id, destination, state FROM outbox_delivery WHERE event_id >= :floor AND event_id < :before
                 ORDER BY event_id DESC LIMIT :most) d\
        """;

    static final String EVENTS = """
        SELECT coalesce(array_agg(e.id ORDER BY e.id DESC) FILTER (WHERE :anySource OR e.source = :source), '{}') AS ids,
               count(*) AS looked, min(e.id) AS last
          FROM (SELECT id, source FROM inbox_event WHERE id >= :floor AND id < :before ORDER BY id DESC LIMIT :most) e\
        """;

    private SearchPlans() {}

    static SearchPlan of(EventQuery query) {
        if (query.by() != null && query.name() != null) {
            return of(query.by(), query.name());
        }
        StateFilter standing = query.standing();
        if (standing == StateFilter.DISCARDED) {
            return SearchPlan.exact(DISCARDED, Map.of());
        }
        if (standing == StateFilter.DEAD) {
            return query.destination() == null
                    ? SearchPlan.exact(DEAD, Map.of())
                    : SearchPlan.exact(DEAD_AT, Map.of("destination", query.destination()));
        }
        if (standing != null && standing.unfinished()) {
            return SearchPlan.walk(UNFINISHED, Map.of("standing", standing.name()));
        }
        if (query.type() != null) {
            return SearchPlan.exact(BY_TYPE, Map.of("type", query.type()));
        }
        if (query.destination() != null || (standing != null && standing.ofDelivery())) {
            return new SearchPlan(DELIVERIES, deliveries(query), 10_000, true);
        }
        String source = query.source();
        return new SearchPlan(
                EVENTS,
                Map.of("anySource", source == null, "source", source == null ? "" : source),
                source == null ? 5_000 : 20_000,
                false);
    }

    private static SearchPlan of(Name name, String value) {
        return switch (name) {
            case EVENT -> SearchPlan.exact(BY_ID, Map.of("event", id(value)));
            case KEY -> SearchPlan.exact(BY_KEY, Map.of("key", value));
            case GROUP -> SearchPlan.exact(BY_GROUP, Map.of("group", value));
            case ORDER_ID -> SearchPlan.exact(BY_ORDER_ID, Map.of("orderId", value));
            case ORDER_NUMBER -> SearchPlan.exact(BY_ORDER_NUMBER, Map.of("number", value));
            case EXTERNAL_ID -> SearchPlan.exact(BY_EXTERNAL_ID, Map.of("externalId", value));
            case ANY -> SearchPlan.exact(BY_ANY_NAME, Map.of("any", value, "event", id(value)));
        };
    }

    private static Map<String, ?> deliveries(EventQuery query) {
        @Nullable StateFilter standing = query.standing();
        boolean anyState = standing == null || !standing.ofDelivery();
        return Map.of(
                "anyDestination",
                query.destination() == null,
                "destination",
                query.destination() == null ? "" : query.destination(),
                "anyState",
                anyState,
                "standing",
                anyState || standing == null ? "" : standing.name());
    }

    /** Returns 0 for a text that is no id: no event has the id 0. */
    private static long id(String value) {
        try {
            return Math.max(0, Long.parseLong(value));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** @param column a column that has its own index, without the rows in which it is null */
    private static String named(String column, String parameter) {
        return """
            SELECT event_id FROM search_event
             WHERE %1$s IS NOT NULL AND (%1$s, event_id) >= (:%2$s, :floor) AND (%1$s, event_id) < (:%2$s, :before)
             ORDER BY %1$s DESC, event_id DESC LIMIT :most\
            """.formatted(column, parameter);
    }
}
