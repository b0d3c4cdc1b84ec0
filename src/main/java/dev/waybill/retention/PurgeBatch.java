package dev.waybill.retention;

import java.util.ArrayList;
import java.util.List;

/**
 * How far one batch goes.
 *
 * @param ids what it purges
 * @param passed the last id that it has dealt with
 * @param edge whether nothing old enough is left behind that
 */
record PurgeBatch(List<Long> ids, long passed, boolean edge) {

    /**
     * Takes what was seen up to the first that is too young or too heavy for the rest of the batch. A row that is too heavy
     * for any batch is taken alone.
     *
     * @param after what had been dealt with before
     * @param limit how many rows were asked for; fewer seen means that there are no more
     * @param most the weight of a batch
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
