package dev.waybill.retention;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code retention_sweep}: the progress of each stage, and by its lock the turn. */
final class SweepRows {

    static final String TAKE = """
        SELECT passed, revisited_at <= now() - make_interval(secs => :revisit) AS revisit
          FROM retention_sweep WHERE stage = :stage AND due_at <= now() FOR UPDATE SKIP LOCKED\
        """;

    /** Rests longer for a slow database: retention uses up to a quarter of one connection's time. */
    private static final String MOVE_ON = """
        UPDATE retention_sweep SET passed = :passed, purged = purged + :purged, ran_at = now(),
               revisited_at = CASE WHEN :again THEN now() ELSE revisited_at END,
               due_at = clock_timestamp() + greatest(make_interval(secs => :rest), 3 * (clock_timestamp() - now()))
         WHERE stage = :stage
        RETURNING 1 + CAST(1000 * extract(epoch FROM due_at - clock_timestamp()) AS bigint)\
        """;

    private final JdbcClient jdbc;

    SweepRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param revisit true if rows that had to stay are due for another check */
    record Turn(long passed, boolean revisit) {}

    /** Takes the turn until the transaction ends; empty while another node has it, or before the rest is over. */
    Optional<Turn> take(String stage, Duration revisit) {
        return jdbc.sql(TAKE)
                .param("stage", stage)
                .param("revisit", seconds(revisit))
                .query(Turn.class)
                .optional();
    }

    /**
     * Records the stage's progress.
     *
     * @param again true to begin at 0 again
     * @param rest the shortest rest
     * @return the rest of the stage from now on
     */
    Duration moveOn(String stage, long passed, int purged, boolean again, Duration rest) {
        return jdbc.sql(MOVE_ON)
                .param("stage", stage)
                .param("passed", again ? 0 : passed)
                .param("purged", purged)
                .param("again", again)
                .param("rest", seconds(rest))
                .query(Long.class)
                .optional()
                .map(Duration::ofMillis)
                .orElse(rest);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
