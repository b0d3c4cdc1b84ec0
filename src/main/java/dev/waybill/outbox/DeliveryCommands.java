package dev.waybill.outbox;

import dev.waybill.handover.DeliveryState;
import dev.waybill.inbox.BodyLock;
import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.operator.CommandResult;
import dev.waybill.operator.CommandResult.Done;
import dev.waybill.operator.CommandResult.NeedsConfirmation;
import dev.waybill.operator.CommandResult.NotFound;
import dev.waybill.operator.CommandResult.NotPossible;
import dev.waybill.outbox.LaneCommands.Row;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An operator's commands on one delivery. Every command locks the lane first and reads the delivery afterwards, like
 * all changes to a lane. It therefore sees the result of the last settlement.
 */
public final class DeliveryCommands {

    private final TransactionTemplate transaction;
    private final Lanes lanes;
    private final LaneCommands rows;
    private final BodyLock bodies;
    private final Audit audit;
    private final Consumer<String> wake;

    public DeliveryCommands(TransactionTemplate transaction, JdbcClient jdbc, Consumer<String> wake) {
        this.transaction = transaction;
        this.lanes = new Lanes(jdbc);
        this.rows = new LaneCommands(jdbc);
        this.bodies = new BodyLock(jdbc);
        this.audit = new Audit(jdbc);
        this.wake = wake;
    }

    /**
     * Delivers again, at once. An open delivery is due again, with the same key. The numbers of its attempts go on, and
     * its budget starts again. A finished one gets a new delivery with a new key, and only after confirmation.
     */
    public CommandResult replay(long id, Command command, boolean confirmed) {
        return command(id, row -> row.open() ? rearm(row, command) : again(row, command, confirmed));
    }

    /**
     * Ends the back-off of a PENDING delivery: it is due now. Unlike a replay it begins no new budget. The pause after
     * a further failure is as long as it would have been.
     */
    public CommandResult retry(long id, Command command) {
        return command(id, row -> {
            if (row.state() != DeliveryState.PENDING) {
                return new NotPossible("The delivery is %s: only a PENDING one can be retried; replay it instead."
                        .formatted(row.state()));
            }
            return notNext(row).orElseGet(() -> {
                if (!rows.hurry(row)) {
                    return new NotPossible("It is due already and goes as soon as its destination accepts it.");
                }
                audit.record(command, "retry", "delivery", row.id());
                return new Done(row.id(), "The delivery is due now, with the same key.");
            });
        });
    }

    /** Skips an open delivery; its group continues without it. */
    public CommandResult skip(long id, Command command) {
        return command(id, row -> {
            if (!row.open()) {
                return new NotPossible("The delivery is already %s.".formatted(row.state()));
            }
            if (rows.head(row) == row.id()) {
                lanes.seize(row.destination(), row.lane());
                rows.unblock(row);
            }
            rows.skip(row.id());
            lanes.closeEmpty(row.destination(), List.of(row.lane()));
            audit.record(command, "skip", "delivery", row.id());
            return new Done(row.id(), "The delivery is skipped; its group continues.");
        });
    }

    private CommandResult rearm(Row row, Command command) {
        return notNext(row).orElseGet(() -> {
            rows.rearm(row.id());
            rows.unblock(row);
            audit.record(command, "replay", "delivery", row.id());
            return new Done(row.id(), "The delivery is due now, with the same key.");
        });
    }

    /** Returns the reason why an open delivery is not the next of its lane to be handed over; empty if it is. */
    private Optional<CommandResult> notNext(Row row) {
        long head = rows.head(row);
        if (head != row.id()) {
            return Optional.of(new NotPossible(
                    "It waits behind delivery %d of its group; replay or skip that one.".formatted(head)));
        }
        return rows.inFlight(row)
                ? Optional.of(new NotPossible("It is being handed over now; check the result of this attempt."))
                : Optional.empty();
    }

    private CommandResult again(Row row, Command command, boolean confirmed) {
        if (bodies.hold(List.of(row.eventId())).isEmpty()) {
            return new NotPossible("Retention has deleted the body of event %d: there is nothing left to deliver."
                    .formatted(row.eventId()));
        }
        if (!confirmed) {
            return new NeedsConfirmation(
                    "The delivery is %s. Replaying it sends a new key, so the destination may process it a second time: confirm that."
                            .formatted(row.state()));
        }
        long replay = rows.replay(row.id());
        long head = rows.head(row);
        if (head == replay) {
            rows.unblock(row);
        }
        audit.record(command, "replay", "delivery", row.id());
        return new Done(
                replay,
                head == replay
                        ? "Delivery %d is due now, with a new key.".formatted(replay)
                        : "Delivery %d has a new key. It waits behind delivery %d of its group."
                                .formatted(replay, head));
    }

    private CommandResult command(long id, Function<Row, CommandResult> effect) {
        Optional<Row> seen = rows.find(id);
        if (seen.isEmpty()) {
            return new NotFound();
        }
        String destination = seen.get().destination();
        CommandResult result = Objects.requireNonNull(transaction.execute(status -> {
            lanes.open(List.of(destination), List.of(seen.get().lane()));
            CommandResult commanded = rows.find(id).map(effect).orElseGet(NotFound::new); // deleted meanwhile
            if (!(commanded instanceof Done)) {
                status.setRollbackOnly();
            }
            return commanded;
        }));
        wake.accept(destination);
        return result;
    }
}
