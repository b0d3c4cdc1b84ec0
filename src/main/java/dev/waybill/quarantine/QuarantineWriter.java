package dev.waybill.quarantine;

import dev.waybill.batch.BatchWriter.Capacity;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Writes batches of one ring and deletes its oldest rows; called by one thread. The limits hold to about a hundredth:
 * the ring is measured only after that share was added.
 */
final class QuarantineWriter {

    private static final Logger log = LoggerFactory.getLogger(QuarantineWriter.class);
    private static final int PART = 100;

    private final QuarantineRing ring;
    private final QuarantineStore rows;
    private final Capacity most;
    private long addedRows;
    private long addedBytes;

    QuarantineWriter(QuarantineRing ring, QuarantineStore rows, Capacity most) {
        this.ring = ring;
        this.rows = rows;
        this.most = most;
        this.addedRows = most.items(); // the rows of earlier starts and other nodes are measured at the first write
    }

    /** Completes the future of each entry, when it is committed or failed. */
    void keep(List<NewEntry> batch) {
        try {
            rows.insert(batch);
        } catch (DataAccessException e) {
            log.warn(
                    "{} entries for the {} quarantine were not kept; waiting requests are answered with the failure:"
                            + " {}",
                    batch.size(),
                    ring,
                    e.getMostSpecificCause().toString());
            batch.forEach(item -> item.committed().completeExceptionally(e));
            return;
        }
        batch.forEach(item -> item.committed().complete(null));
        added(batch);
    }

    private void added(List<NewEntry> batch) {
        addedRows += batch.size();
        addedBytes += batch.stream().mapToLong(NewEntry::weight).sum();
        if (addedRows * PART < most.items() && addedBytes * PART < most.bytes()) {
            return;
        }
        try {
            rows.trim(new Capacity(most.items() - most.items() / PART, most.bytes() - most.bytes() / PART));
            addedRows = 0;
            addedBytes = 0;
        } catch (DataAccessException e) {
            log.warn(
                    "The {} quarantine was not trimmed; the next write tries again: {}",
                    ring,
                    e.getMostSpecificCause().toString());
        }
    }
}
