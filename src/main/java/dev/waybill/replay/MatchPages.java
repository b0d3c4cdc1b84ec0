package dev.waybill.replay;

import dev.waybill.history.ErrorSignature;
import dev.waybill.replay.DeliveryFilter.Bounds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the matches of a filter ordered by (event, delivery), a page at a time. Each page reads only a limited part of
 * the deliveries, matching or not. A page with few matches may be empty, and then says how far it has read.
 */
final class MatchPages {

    private static final int WINDOW = 1000;
    /** A range of event ids: the index passes every delivery of those events, to any destination. */
    private static final int EVENTS = 5000;

    static final String DEAD = """
        WITH looked AS MATERIALIZED (
          SELECT id, event_id, lane, part FROM outbox_delivery
           WHERE destination = :destination AND state = 'DEAD' AND (event_id, id) > (:event, :delivery) AND id <= :upTo
           ORDER BY event_id, id LIMIT :window)
        SELECT d.id, d.event_id, d.lane, d.part, e.source, e.message_group,
               (:anyType OR e.type = :type)
               AND e.received_at >= CAST(:from AS timestamptz) AND e.received_at < CAST(:to AS timestamptz)
               AND (:anyError OR\
        """ + ErrorSignature.SIGNATURE + """
         = :error) AND\
        """ + DeliveryFilter.OF_REVISION + """
         AS matches
          FROM looked d JOIN inbox_event e ON e.id = d.event_id
         ORDER BY d.event_id, d.id\
        """;

    /** The test of the revision is no condition: its cost would lead the planner to scan the ids of all history. */
    static final String WALK = """
        SELECT d.id, d.event_id, d.lane, d.part, e.source, e.message_group,\
        """ + DeliveryFilter.OF_REVISION + """
         AS matches
          FROM outbox_delivery d JOIN inbox_event e ON e.id = d.event_id
         WHERE d.event_id BETWEEN :event AND :high AND (d.event_id, d.id) > (:event, :delivery)
           AND d.destination = :destination AND d.state = ANY (:states) AND d.id <= :upTo
           AND (:anyType OR e.type = :type)
           AND e.received_at >= CAST(:from AS timestamptz) AND e.received_at < CAST(:to AS timestamptz)
           AND NOT EXISTS (SELECT 1 FROM outbox_delivery n
                            WHERE (n.event_id, n.destination, n.part) = (d.event_id, d.destination, d.part)
                              AND n.generation > d.generation AND n.id <= :upTo AND d.finished_at IS NOT NULL)
         ORDER BY d.event_id, d.id LIMIT :window\
        """;

    /** Skips history to the next event with an open delivery, by the index of open deliveries. */
    static final String LEAP = """
        SELECT min(event_id) FROM outbox_delivery
         WHERE destination = :destination AND state IN ('PENDING', 'DEAD') AND event_id > :high AND id <= :upTo\
        """;

    private final JdbcClient jdbc;

    MatchPages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A delivery that matched when the page was read; its lane was not locked then. */
    record Match(
            long id,
            long event,
            String lane,
            String part,
            String source,
            @Nullable String group) {}

    /**
     * @param reached the beginning of the next page
     * @param last true if there is none
     */
    record Page(List<Match> matches, ReplayCursor reached, boolean last) {}

    private record Looked(Match match, boolean matches) {}

    /** @param most the limit of matches in the page, up to 1000 */
    Page after(ReplayCursor after, DeliveryFilter filter, Bounds bounds, int most) {
        return filter.deadOnly() ? dead(after, filter, bounds, most) : walk(after, filter, bounds, most);
    }

    private Page dead(ReplayCursor after, DeliveryFilter filter, Bounds bounds, int most) {
        List<Looked> looked = filter.bind(jdbc.sql(DEAD))
                .param("event", after.event())
                .param("delivery", after.delivery())
                .param("upTo", bounds.upTo())
                .param("window", WINDOW)
                .query(MatchPages::looked)
                .list();
        List<Match> matches =
                looked.stream().filter(Looked::matches).map(Looked::match).toList();
        if (matches.size() > most) {
            List<Match> page = matches.subList(0, most);
            return new Page(page, at(page.getLast()), false);
        }
        return looked.isEmpty()
                ? new Page(List.of(), after, true)
                : new Page(matches, at(looked.getLast().match()), looked.size() < WINDOW);
    }

    private Page walk(ReplayCursor after, DeliveryFilter filter, Bounds bounds, int most) {
        long high = Math.min(after.event() + EVENTS - 1, bounds.lastEvent());
        int window = filter.revision() == null ? most : WINDOW;
        List<Looked> looked = filter.bind(jdbc.sql(WALK))
                .param("event", after.event())
                .param("delivery", after.delivery())
                .param("high", high)
                .param("states", filter.states().toArray(String[]::new))
                .param("upTo", bounds.upTo())
                .param("window", window)
                .query(MatchPages::looked)
                .list();
        List<Match> matches =
                looked.stream().filter(Looked::matches).map(Looked::match).toList();
        if (matches.size() > most) {
            List<Match> page = matches.subList(0, most);
            return new Page(page, at(page.getLast()), false);
        }
        if (looked.size() == window) {
            return new Page(matches, at(looked.getLast().match()), false);
        }
        long next = matches.isEmpty() && filter.openOnly() && high < bounds.lastEvent()
                ? leap(filter, bounds, high).orElse(bounds.lastEvent() + 1)
                : high + 1;
        return new Page(matches, new ReplayCursor(next, 0), next > bounds.lastEvent());
    }

    private Optional<Long> leap(DeliveryFilter filter, Bounds bounds, long high) {
        return jdbc.sql(LEAP)
                .param("destination", filter.destination())
                .param("high", high)
                .param("upTo", bounds.upTo())
                .query((row, n) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .single();
    }

    private static ReplayCursor at(Match match) {
        return new ReplayCursor(match.event(), match.id());
    }

    private static Looked looked(ResultSet row, int number) throws SQLException {
        return new Looked(
                new Match(
                        row.getLong("id"),
                        row.getLong("event_id"),
                        row.getString("lane"),
                        row.getString("part"),
                        row.getString("source"),
                        row.getString("message_group")),
                row.getBoolean("matches"));
    }

    /** A position by event, then delivery; the next page starts after it. */
    public record ReplayCursor(long event, long delivery) {}
}
