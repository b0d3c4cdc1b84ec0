package dev.waybill.quarantine;

import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.operator.CommandResult;
import dev.waybill.operator.CommandResult.Applied;
import dev.waybill.operator.CommandResult.Done;
import dev.waybill.operator.CommandResult.NotFound;
import dev.waybill.operator.CommandResult.NotPossible;
import dev.waybill.operator.CommandResult.Unavailable;
import dev.waybill.quarantine.ReleaseEntry.Released;
import dev.waybill.quarantine.Resubmit.Answer;
import java.util.Objects;
import org.springframework.transaction.support.TransactionTemplate;

/** An operator's commands on one entry in quarantine, or on all entries of a source. */
public final class QuarantineCommands {

    /** The limit of entries that one command discards. */
    static final int MOST = 1000;

    private final TransactionTemplate transaction;
    private final ReleaseEntry release;
    private final EntryCommands rows;
    private final Audit audit;

    QuarantineCommands(TransactionTemplate transaction, ReleaseEntry release, EntryCommands rows, Audit audit) {
        this.transaction = transaction;
        this.release = release;
        this.rows = rows;
        this.audit = audit;
    }

    /** Has the entry verified again and accepted like any webhook; a refused entry stays, with its new reason. */
    public CommandResult release(long id, Command command) {
        return release.release(() -> rows.find(id), released -> record(released, command))
                .map(QuarantineCommands::result)
                .orElseGet(NotFound::new);
    }

    /** Deletes the entry. */
    public CommandResult discard(long id, Command command) {
        return Objects.requireNonNull(transaction.execute(status -> {
            if (!rows.delete(id)) {
                return new NotFound();
            }
            audit.record(command, "discard", "quarantine", id);
            return new Done(id, "It is deleted from the quarantine.");
        }));
    }

    /**
     * Deletes up to {@link #MOST} entries of a source in a ring.
     *
     * @param upTo the highest id to delete: the operator has not seen later entries
     */
    public CommandResult discardAll(QuarantineRing ring, String source, long upTo, Command command) {
        return Objects.requireNonNull(transaction.execute(status -> {
            int gone = rows.delete(ring, source, upTo, MOST);
            if (gone == 0) {
                return new NotPossible("The quarantine holds no entry of that source up to id %d.".formatted(upTo));
            }
            audit.record(command, "discard", "quarantine %s, source %s, up to id".formatted(ring, source), upTo);
            return new Applied("%d %s deleted from the quarantine.%s"
                    .formatted(
                            gone,
                            gone == 1 ? "is" : "are",
                            gone == MOST ? " There may be more: repeat the command." : ""));
        }));
    }

    private void record(Released released, Command command) {
        boolean refused = released.answer() instanceof Answer.Refused;
        audit.record(command, refused ? "release-refused" : "release", "quarantine", released.id());
    }

    private static CommandResult result(Released released) {
        return switch (released.answer()) {
            case Answer.Accepted(long event) -> new Done(event, "It is accepted as event %d.".formatted(event));
            case Answer.Duplicate(long event) ->
                new Done(
                        event, "It was accepted before as event %d; the quarantined copy is deleted.".formatted(event));
            case Answer.Refused refused ->
                new NotPossible("It is still refused and stays in quarantine: %s.".formatted(refused.reason()));
            case Answer.Unavailable(String sentence) -> new Unavailable(sentence);
        };
    }
}
