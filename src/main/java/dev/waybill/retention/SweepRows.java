package dev.waybill.retention;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code retention_sweep}: how far each stage is, and by its lock whose turn it is. */
final class SweepRows {

    static final String TAKE = """
        SELECT passed, revisited_at <= now() - make_interval(secs => :revisit) AS revisit
          FROM retention_sweep WHERE stage = :stage AND due_at <= now() FOR UPDATE SKIP LOCKED\
        """;

    /** The database that is slow is let alone for longer: a quarter of one connection's time at most. */
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

    /** @param revisit whether it is time to look again at what had to stay */
    record Turn(long passed, boolean revisit) {}

    /** This node's turn until the transaction ends; none while another node has it, or before the rest is over. */
    Optional<Turn> take(String stage, Duration revisit) {
        return jdbc.sql(TAKE)
                .param("stage", stage)
                .param("revisit", seconds(revisit))
                .query(Turn.class)
                .optional();
    }

    /**
     * Notes how far the stage has got.
     *
     * @param again whether it begins at 0 again
     * @param rest how long it rests at least
     * @return how long the stage rests from now on
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
