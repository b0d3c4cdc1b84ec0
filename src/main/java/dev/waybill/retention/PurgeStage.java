package dev.waybill.retention;

import java.util.List;

/** One of the two things that are purged: bodies, and later whole events. Called within a transaction. */
sealed interface PurgeStage permits PurgeBodies, PurgeEvents {

    /** Its row in {@code retention_sweep}. */
    String name();

    /** The next rows in the order of ids, whether or not they can go. */
    List<Candidate> next(long after, int limit);

    /** The weight that one transaction may purge. */
    long mostWeight();

    /**
     * Purges those that can still go, and leaves the others alone.
     *
     * @return how many went
     */
    int purge(List<Long> ids);
}
