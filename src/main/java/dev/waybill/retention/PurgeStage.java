package dev.waybill.retention;

import java.util.List;

/** A stage of purging: bodies, and later whole events. Its methods run within a transaction. */
sealed interface PurgeStage permits PurgeBodies, PurgeEvents {

    /** Returns the name of its row in {@code retention_sweep}. */
    String name();

    /** Returns the next rows in the order of ids, whether or not they can go. */
    List<Candidate> next(long after, int limit);

    /** Returns the weight that one transaction may purge. */
    long mostWeight();

    /**
     * Purges the rows that can still go, and leaves the others alone.
     *
     * @return the number of purged rows
     */
    int purge(List<Long> ids);

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
