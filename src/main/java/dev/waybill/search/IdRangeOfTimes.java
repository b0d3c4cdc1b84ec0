package dev.waybill.search;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the range of ids for a range of times by bisection: ids are drawn nearly in the order of time. */
final class IdRangeOfTimes {

    /** Allows for a database clock that was set back; ids themselves are drawn within seconds of their time. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    /** Selects the lowest id from which on every event was accepted at that time or later. */
    static final String PLACE = """
        WITH RECURSIVE half (low, high) AS (
          SELECT CAST(0 AS bigint), coalesce((SELECT max(id) FROM inbox_event), 0) + 1
          UNION ALL
          SELECT CASE WHEN e.received_at < CAST(:time AS timestamptz) THEN e.id ELSE h.low END,
                 CASE WHEN e.received_at < CAST(:time AS timestamptz) THEN h.high ELSE h.low + (h.high - h.low) / 2 END
            FROM half h
           CROSS JOIN LATERAL (SELECT id, received_at FROM inbox_event
                                WHERE id >= h.low + (h.high - h.low) / 2 ORDER BY id LIMIT 1) e
           WHERE h.high - h.low > 1)
        SELECT min(high) FROM half\
        """;

    private final JdbcClient jdbc;

    IdRangeOfTimes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the range to search; the times of its events are compared later. */
    IdRange of(@Nullable Instant from, @Nullable Instant to, @Nullable Long before) {
        long floor = from == null ? 1 : place(from.minus(SLACK));
        long end = to == null ? Long.MAX_VALUE : place(to.plus(SLACK));
        return new IdRange(floor, before == null ? end : Math.min(before, end));
    }

    private long place(Instant time) {
        return jdbc.sql(PLACE).param("time", time.toString()).query(Long.class).single();
    }

    /**
     * The ids of a search, from the highest down.
     *
     * @param floor the lowest id
     * @param before the highest id plus one
     */
    record IdRange(long floor, long before) {

        IdRange below(long id) {
            return new IdRange(floor, Math.min(before, id));
        }

        boolean isEmpty() {
            return before <= floor;
        }
    }
}
