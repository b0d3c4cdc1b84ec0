package dev.waybill.routing;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts the events in the inbox that wait for an operator. Reads unfinished work, never the history. */
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

    /** Counts a just released event as late until its route has run: it keeps its first due time. */
    private static final String LATE = """
        SELECT count(*) FROM inbox_work WHERE state = 'RECEIVED' AND due_at < now() - make_interval(secs => :after)\
        """;

    private final JdbcClient jdbc;

    private final Duration lateAfter;

    /** @param lateAfter the allowed wait of an event for its route */
    StuckCounts(JdbcClient jdbc, Duration lateAfter) {
        this.jdbc = jdbc;
        this.lateAfter = lateAfter;
    }

    /**
     * The current numbers.
     *
     * @param late the events that no route has taken for long: their route is stopped, slow, or on no live node
     * @param failed the events whose route failed
     * @param waiting the events behind them
     * @param unrouted the events without a named destination
     * @param verified the signed entries in quarantine
     * @param unverified the entries in quarantine without a valid signature
     */
    public record Stuck(long late, long failed, long waiting, long unrouted, long verified, long unverified) {}

    public Stuck count() {
        return jdbc.sql(COUNT)
                .param("after", lateAfter.toMillis() / 1000.0)
                .query(Stuck.class)
                .single();
    }

    /** Returns only the number of events that no route has taken for long. */
    long late() {
        return jdbc.sql(LATE)
                .param("after", lateAfter.toMillis() / 1000.0)
                .query(Long.class)
                .single();
    }
}
