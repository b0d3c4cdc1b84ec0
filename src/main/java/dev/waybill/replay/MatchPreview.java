package dev.waybill.replay;

import dev.waybill.history.ErrorSignature;
import dev.waybill.replay.DeliveryFilter.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Counts the current matches of a filter, and returns the oldest. Reads only, and within a time limit. */
public final class MatchPreview {

    private static final String AT_MOST = "SELECT set_config('statement_timeout', :millis, true)";

    private static final String NEWEST = """
        SELECT coalesce((SELECT max(id) FROM outbox_delivery), 0) AS delivery,
               coalesce((SELECT max(id) FROM inbox_event), 0) AS event\
        """;

    /** Matches an open delivery regardless of later ones; the test is inside NOT EXISTS to let the planner join. */
    private static final String MATCH = """
        FROM outbox_delivery d JOIN inbox_event e ON e.id = d.event_id
        WHERE d.destination = :destination AND d.state = ANY (:states) AND d.id <= :upTo
          AND (:anyType OR e.type = :type)
          AND e.received_at >= CAST(:from AS timestamptz) AND e.received_at < CAST(:to AS timestamptz)
          AND NOT EXISTS (SELECT 1 FROM outbox_delivery n
                           WHERE (n.event_id, n.destination, n.part) = (d.event_id, d.destination, d.part)
                             AND n.generation > d.generation AND n.id <= :upTo AND d.finished_at IS NOT NULL)
          AND (:anyError OR\
        """ + ErrorSignature.SIGNATURE + """
         = :error) AND\
        """ + DeliveryFilter.OF_REVISION + "\n";

    private static final String COUNT = "SELECT count(*) AS matched, min(d.event_id) AS first " + MATCH;

    private static final String SAMPLE = """
        SELECT d.id, d.event_id, e.type, e.message_group, d.state, e.received_at,
               (SELECT a.reason FROM outbox_attempt a WHERE a.delivery_id = d.id ORDER BY a.id DESC LIMIT 1) AS last_error
        """ + MATCH + "ORDER BY d.event_id, d.id LIMIT :limit";

    private final JdbcClient jdbc;

    MatchPreview(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param sample the oldest matches */
    public record Seen(long count, Bounds bounds, List<Sample> sample) {}

    /**
     * A match.
     *
     * @param lastError the error of its last attempt, if that failed
     */
    public record Sample(
            long delivery,
            long event,
            String type,
            @Nullable String messageGroup,
            String state,
            Instant receivedAt,
            @Nullable String lastError) {}

    private record Newest(long delivery, long event) {}

    private record Counted(long matched, @Nullable Long first) {}

    /**
     * Counts exactly, within the caller's transaction.
     *
     * @param bound the time limit of each statement
     * @throws org.springframework.dao.QueryTimeoutException if the limit was too short; the transaction can't continue
     *     then
     */
    public Seen look(DeliveryFilter filter, int most, Duration bound) {
        cutOffAfter(bound);
        Newest newest = jdbc.sql(NEWEST).query(Newest.class).single();
        Counted counted =
                bind(COUNT, filter, newest.delivery()).query(Counted.class).single();
        long first = counted.first() == null ? newest.event() + 1 : counted.first();
        return new Seen(
                counted.matched(),
                new Bounds(newest.delivery(), first, newest.event()),
                sample(filter, newest.delivery(), most));
    }

    /**
     * Returns the oldest matches up to a delivery id, within the caller's transaction.
     *
     * @param bound as in {@link #look}
     */
    public List<Sample> oldest(DeliveryFilter filter, long upTo, int most, Duration bound) {
        cutOffAfter(bound);
        return sample(filter, upTo, most);
    }

    private void cutOffAfter(Duration bound) {
        jdbc.sql(AT_MOST)
                .param("millis", Long.toString(bound.toMillis()))
                .query(String.class)
                .single();
    }

    private List<Sample> sample(DeliveryFilter filter, long upTo, int most) {
        return bind(SAMPLE, filter, upTo)
                .param("limit", most)
                .query((row, n) -> new Sample(
                        row.getLong("id"),
                        row.getLong("event_id"),
                        row.getString("type"),
                        row.getString("message_group"),
                        row.getString("state"),
                        row.getObject("received_at", OffsetDateTime.class).toInstant(),
                        row.getString("last_error")))
                .list();
    }

    private StatementSpec bind(String sql, DeliveryFilter filter, long upTo) {
        return filter.bind(jdbc.sql(sql))
                .param("states", filter.states().toArray(String[]::new))
                .param("upTo", upTo);
    }
}
