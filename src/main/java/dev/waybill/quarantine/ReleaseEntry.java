package dev.waybill.quarantine;

import dev.waybill.quarantine.EntryCommands.QuarantineEntry;
import dev.waybill.quarantine.Resubmit.Answer;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Releases one entry from quarantine. The entry passes the intake route with no transaction open; then its row is
 * deleted, or stays with its new reason. The event's commit comes first: after a crash in between, the next release
 * finds a duplicate. Releases run one at a time in this process, so they never crowd out webhooks.
 */
final class ReleaseEntry {

    private static final int PATIENCE_SECONDS = 10;

    private final Resubmit readmission;
    private final TransactionTemplate transaction;
    private final EntryCommands rows;
    private final Semaphore turn = new Semaphore(1, true);

    ReleaseEntry(Resubmit readmission, TransactionTemplate transaction, EntryCommands rows) {
        this.readmission = readmission;
        this.transaction = transaction;
        this.rows = rows;
    }

    /** The intake's answer for a row. */
    record Released(long id, Answer answer) {}

    /**
     * Releases the found entry after earlier releases.
     *
     * @param with a task in the transaction that deletes or changes the row
     * @return empty if no entry is found
     */
    Optional<Released> release(Supplier<Optional<QuarantineEntry>> find, Consumer<Released> with) {
        if (!getsItsTurn()) {
            return Optional.of(new Released(0, new Answer.Unavailable("Other releases take too long; try again.")));
        }
        try {
            return find.get().map(kept -> release(kept, with));
        } finally {
            turn.release();
        }
    }

    private Released release(QuarantineEntry kept, Consumer<Released> with) {
        Released released = new Released(kept.id(), readmission.readmit(kept.source(), kept.headers(), kept.body()));
        transaction.executeWithoutResult(status -> {
            switch (released.answer()) {
                case Answer.Accepted accepted -> rows.delete(kept.id());
                case Answer.Duplicate duplicate -> rows.delete(kept.id());
                case Answer.Refused refused -> rows.refused(kept.id(), refused);
                case Answer.Unavailable unavailable -> {
                    return;
                }
            }
            with.accept(released);
        });
        return released;
    }

    private boolean getsItsTurn() {
        try {
            return turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
