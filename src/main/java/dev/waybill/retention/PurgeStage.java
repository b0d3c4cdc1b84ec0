package dev.waybill.retention;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A stage of purging: bodies, and later whole events. Its methods run within a transaction. */
abstract sealed class PurgeStage permits PurgeBodies, PurgeEvents {

    private final String name;
    private final String next;
    private final long mostWeight;
    private final JdbcClient jdbc;
    private final double age;

    /**
     * @param name the name of its row in {@code retention_sweep}
     * @param next the query for its next rows
     * @param mostWeight the weight that one transaction may purge
     * @param age the time that a row stays after its event was finished
     */
    PurgeStage(String name, String next, long mostWeight, JdbcClient jdbc, Duration age) {
        this.name = name;
        this.next = next;
        this.mostWeight = mostWeight;
        this.jdbc = jdbc;
        this.age = age.toMillis() / 1000.0;
    }

    final String name() {
        return name;
    }

    /** Returns the next rows in the order of ids, whether or not they can go. */
    final List<Candidate> next(long after, int limit) {
        return jdbc.sql(next)
                .param("after", after)
                .param("limit", limit)
                .param("age", age)
                .query(Candidate.class)
                .list();
    }

    final long mostWeight() {
        return mostWeight;
    }

    /**
     * Purges the rows that can still go, and leaves the others alone.
     *
     * @return the number of purged rows
     */
    abstract int purge(List<Long> ids);

    /** Runs a purge of the rows with these ids that are old enough, and returns the ids of the purged. */
    final Long[] purged(String sql, Long[] ids) {
        return ids(jdbc.sql(sql).param("ids", ids).param("age", age));
    }

    static Long[] ids(JdbcClient.StatementSpec statement) {
        return statement.query(Long.class).list().toArray(Long[]::new);
    }

    /**
     * A row that a sweep has read.
     *
     * @param id the event
     * @param weight the cost of purging it, in the stage's own unit
     * @param old true if it was received long enough ago; ids follow times, so the sweep ends at the first that was not
     * @param finished true if it seemed ready to go; checked again under its lock
     */
    record Candidate(long id, long weight, boolean old, boolean finished) {}
}
