package dev.waybill.retention;

import dev.waybill.retention.PurgeStage.Candidate;
import java.util.ArrayList;
import java.util.List;

/**
 * The extent of one batch.
 *
 * @param ids the rows to purge
 * @param passed the last id that it covers
 * @param edge true if no row after that is old enough
 */
record PurgeBatch(List<Long> ids, long passed, boolean edge) {

    /**
     * Takes the rows up to the first that is too young, or too heavy for the rest of the batch. A row that is too heavy
     * for any batch is taken alone.
     *
     * @param after the last id covered before
     * @param seen the rows read, in order
     * @param limit the number of rows asked for; fewer rows read means the end
     * @param most the weight limit of a batch
     */
    static PurgeBatch of(long after, List<Candidate> seen, int limit, long most) {
        List<Long> ids = new ArrayList<>();
        long passed = after;
        long weight = 0;
        for (Candidate row : seen) {
            if (!row.old()) {
                return new PurgeBatch(ids, passed, true);
            }
            if (row.finished()) {
                if (!ids.isEmpty() && weight + row.weight() > most) {
                    return new PurgeBatch(ids, passed, false);
                }
                ids.add(row.id());
                weight += row.weight();
            }
            passed = row.id();
        }
        return new PurgeBatch(ids, passed, seen.size() < limit);
    }
}
