package dev.waybill.inbox;

import org.springframework.jdbc.core.simple.JdbcClient;

/** How much waits for an operator in the inbox. Reads what is unfinished, never the history. */
public final class StuckCounts {

    private static final String COUNT = """
        SELECT (SELECT count(*) FROM inbox_work WHERE state = 'FAILED') AS failed,
               (SELECT count(*) FROM inbox_work WHERE state = 'WAITING') AS waiting,
               (SELECT count(*) FROM inbox_work WHERE state = 'UNROUTED') AS unrouted,
               (SELECT count(*) FROM quarantine WHERE ring = 'VERIFIED') AS verified,
               (SELECT count(*) FROM quarantine WHERE ring = 'UNVERIFIED') AS unverified\
        """;

    private final JdbcClient jdbc;

    StuckCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What waits now.
     *
     * @param failed events whose route threw
     * @param waiting events behind them
     * @param unrouted events that no destination was named for
     * @param verified in quarantine, though signed
     * @param unverified in quarantine, and not signed
     */
    public record Stuck(long failed, long waiting, long unrouted, long verified, long unverified) {}

    public Stuck count() {
        return jdbc.sql(COUNT).query(Stuck.class).single();
    }
}
