package dev.waybill.index;

import dev.waybill.index.IndexStep.IndexPass;
import java.time.Duration;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code search_progress}: the progress of each stage. The lock on its row decides which node works. */
final class IndexProgress {

    /** Selects the stages that have something to do; asked every second. */
    static final String DUE = """
        SELECT stage FROM search_progress
         WHERE due_at <= now()
           AND CASE stage WHEN 'OLD' THEN passed > 0
                          ELSE passed < coalesce((SELECT max(id) FROM inbox_event), 0) END\
        """;

    static final String TAKE = """
        SELECT passed FROM search_progress WHERE stage = :stage AND due_at <= now() FOR UPDATE SKIP LOCKED\
        """;

    private static final String MOVE_ON = """
        UPDATE search_progress SET passed = :passed, ran_at = now(), due_at = now() + make_interval(secs => :rest)
         WHERE stage = :stage\
        """;

    private final JdbcClient jdbc;

    IndexProgress(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes this node's turn until the transaction ends. Returns the id to continue from; empty if another node has the
     * turn, or the stage rests.
     */
    OptionalLong take(IndexPass stage) {
        return jdbc.sql(TAKE).param("stage", stage.name()).query(Long.class).optional().stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** @param rest the time during which no node continues */
    void moveOn(IndexPass stage, long passed, Duration rest) {
        jdbc.sql(MOVE_ON)
                .param("stage", stage.name())
                .param("passed", passed)
                .param("rest", rest.toMillis() / 1000.0)
                .update();
    }
}
