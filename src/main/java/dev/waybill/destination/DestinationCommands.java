package dev.waybill.destination;

import dev.waybill.health.Circuits;
import dev.waybill.health.EndBackoff;
import dev.waybill.health.Pause;
import dev.waybill.health.Pauses;
import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.operator.CommandResult;
import dev.waybill.operator.CommandResult.Applied;
import dev.waybill.operator.CommandResult.NotFound;
import dev.waybill.operator.CommandResult.NotPossible;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** An operator's commands on a destination, for all nodes. */
public final class DestinationCommands {

    private static final String SUBJECT = "destination";
    private static final String PROBED =
            " Its circuit is not closed: a probe starts now, and the circuit closes after enough answers.";

    private final TransactionTemplate transaction;
    private final Pauses pauses;
    private final Circuits circuits;
    private final EndBackoff backedOff;
    private final Audit audit;
    private final Predicate<String> known;
    private final Consumer<String> wake;

    public DestinationCommands(
            TransactionTemplate transaction, JdbcClient jdbc, Predicate<String> known, Consumer<String> wake) {
        this.transaction = transaction;
        this.pauses = new Pauses(jdbc);
        this.circuits = new Circuits(jdbc);
        this.backedOff = new EndBackoff(jdbc);
        this.audit = new Audit(jdbc);
        this.known = known;
        this.wake = wake;
    }

    /** Keeps every node from starting hand-overs, even after restarts, until it is resumed. */
    public CommandResult pause(String destination, Command command) {
        return command(destination, () -> {
            if (!pauses.pause(destination, command)) {
                return pauses.find(destination)
                        .map(DestinationCommands::pausedAlready)
                        .orElseGet(() -> new NotPossible("Another command resumed it just now; pause it again."));
            }
            audit.record(command, "pause", SUBJECT, destination);
            return new Applied("No node hands over to %s until it is resumed. Attempts in progress end as usual."
                    .formatted(destination));
        });
    }

    public CommandResult resume(String destination, Command command) {
        return command(destination, () -> {
            if (!pauses.resume(destination)) {
                return new NotPossible("%s is not paused.".formatted(destination));
            }
            audit.record(command, "resume", SUBJECT, destination);
            return new Applied("All nodes hand over to %s again.".formatted(destination));
        });
    }

    /**
     * Ends the back-off of all deliveries that wait for their next attempt, and lets an open circuit probe at once.
     * DEAD deliveries stay, and attempts continue to count. It runs in batches: after a failure a part is done, and the
     * command can be repeated.
     */
    public CommandResult retryNow(String destination, Command command) {
        CommandResult begun = command(destination, () -> {
            audit.record(command, "retry", SUBJECT, destination);
            return new Applied(circuits.probeNow(destination) ? PROBED : "");
        });
        if (!(begun instanceof Applied(String probed))) {
            return begun;
        }
        int ended = backedOff.endAll(destination);
        wake.accept(destination);
        return new Applied("%d message groups and single deliveries of %s are due now; their back-off is over.%s%s"
                .formatted(ended, destination, probed, paused(destination)));
    }

    private String paused(String destination) {
        return pauses.find(destination).isPresent() ? " It is paused: hand-overs wait until it is resumed." : "";
    }

    private CommandResult command(String destination, Supplier<CommandResult> effect) {
        if (!known.test(destination)) {
            return new NotFound();
        }
        CommandResult result = Objects.requireNonNull(transaction.execute(status -> {
            CommandResult commanded = effect.get();
            if (!(commanded instanceof Applied)) {
                status.setRollbackOnly();
            }
            return commanded;
        }));
        wake.accept(destination);
        return result;
    }

    private static CommandResult pausedAlready(Pause pause) {
        return new NotPossible(
                "It is already paused by %s since %s: %s".formatted(pause.who(), pause.since(), pause.reason()));
    }
}
