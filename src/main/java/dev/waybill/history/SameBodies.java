package dev.waybill.history;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads events whose signed body had come before under another key. Reads only. */
public final class SameBodies {

    /** Counts up to a thousand; a higher number tells an operator nothing more. */
    private static final String LATELY = """
        SELECT count(*) AS count, coalesce(max(event_id), 0) AS newest
          FROM (SELECT event_id FROM search_same_body WHERE found_at > now() - interval '1 day'
                 ORDER BY found_at DESC LIMIT 1000) l\
        """;

    private static final String OF = "SELECT earlier_event, found_at FROM search_same_body WHERE event_id = :id";

    private final JdbcClient jdbc;

    SameBodies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The number found within a day, and the newest of them. */
    public record Lately(long count, long newest) {}

    /** The event that had the body before, and the time when the repetition was found. */
    record Earlier(long event, Instant foundAt) {}

    /** Returns empty if there was none. */
    public Optional<Lately> lately() {
        return jdbc.sql(LATELY).query(Lately.class).optional().filter(lately -> lately.count() > 0);
    }

    Optional<Earlier> of(long event) {
        return jdbc.sql(OF)
                .param("id", event)
                .query((row, n) -> new Earlier(
                        row.getLong("earlier_event"),
                        row.getObject("found_at", OffsetDateTime.class).toInstant()))
                .optional();
    }
}
