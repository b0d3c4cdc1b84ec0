package dev.waybill.routing;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much waits for an operator in the inbox. Reads what is unfinished, never the history. */
public final class StuckCounts {

    private static final String COUNT = """
        SELECT (SELECT count(*) FROM inbox_work WHERE state = 'RECEIVED'
                   AND due_at < now() - make_interval(secs => :after)) AS late,
               (SELECT count(*) FROM inbox_work WHERE state = 'FAILED') AS failed,
               (SELECT count(*) FROM inbox_work WHERE state = 'WAITING') AS waiting,
               (SELECT count(*) FROM inbox_work WHERE state = 'UNROUTED') AS unrouted,
               (SELECT count(*) FROM quarantine WHERE ring = 'VERIFIED') AS verified,
               (SELECT count(*) FROM quarantine WHERE ring = 'UNVERIFIED') AS unverified\
        """;

    /** Released behind an elder, an event has its first time still: it is late for the moment that its route needs. */
    private static final String LATE = """
        SELECT count(*) FROM inbox_work WHERE state = 'RECEIVED' AND due_at < now() - make_interval(secs => :after)\
        """;

    private final JdbcClient jdbc;

    private final Duration lateAfter;

    /** @param lateAfter how long an event may wait for its route */
    StuckCounts(JdbcClient jdbc, Duration lateAfter) {
        this.jdbc = jdbc;
        this.lateAfter = lateAfter;
    }

    /**
     * What waits now.
     *
     * @param late events that no route has taken for long: its route is stopped, slow, or on no node that lives
     * @param failed events whose route threw
     * @param waiting events behind them
     * @param unrouted events that no destination was named for
     * @param verified in quarantine, though signed
     * @param unverified in quarantine, and not signed
     */
    public record Stuck(long late, long failed, long waiting, long unrouted, long verified, long unverified) {}

    public Stuck count() {
        return jdbc.sql(COUNT)
                .param("after", lateAfter.toMillis() / 1000.0)
                .query(Stuck.class)
                .single();
    }

    /** Of that, the events that no route has taken for long. */
    long late() {
        return jdbc.sql(LATE)
                .param("after", lateAfter.toMillis() / 1000.0)
                .query(Long.class)
                .single();
    }
}
