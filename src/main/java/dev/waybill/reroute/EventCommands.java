package dev.waybill.reroute;

import dev.waybill.inbox.EventState;
import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.operator.CommandResult;
import dev.waybill.operator.CommandResult.Done;
import dev.waybill.operator.CommandResult.NotFound;
import dev.waybill.operator.CommandResult.NotPossible;
import dev.waybill.routing.RoutingQueue;
import dev.waybill.routing.Slots;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An operator's commands on one event: route it again after the YAML is fixed, or discard it. Both hold the slot's row,
 * so that no router decides about the event at the same time.
 */
public final class EventCommands {

    private final TransactionTemplate transaction;
    private final Slots slots;
    private final RoutingQueue work;
    private final EventCommandStore events;
    private final Audit audit;
    private final Consumer<String> wake;

    public EventCommands(TransactionTemplate transaction, JdbcClient jdbc, Consumer<String> wake) {
        this.transaction = transaction;
        this.slots = new Slots(jdbc);
        this.work = new RoutingQueue(jdbc);
        this.events = new EventCommandStore(jdbc);
        this.audit = new Audit(jdbc);
        this.wake = wake;
    }

    /**
     * Routes an event again, at once and in the order of its id. The event waits behind a FAILED older event of its
     * group. A ROUTED event gets deliveries only to destinations for which it has none. A DISCARDED event is no longer
     * discarded.
     */
    public CommandResult route(long eventId, Command command) {
        return command(eventId, event -> switch (event.state()) {
            case FAILED, UNROUTED -> dueNow(event, command);
            case ROUTED, DISCARDED -> putBack(event, command);
            case RECEIVED, WAITING ->
                new NotPossible("The event is %s: it is routed at its turn, by the route of that moment."
                        .formatted(event.state()));
        });
    }

    /**
     * Discards a FAILED, UNROUTED or WAITING event; its group continues without it. An event that was ROUTED before
     * keeps its deliveries and is ROUTED again. Only its second routing is given up.
     */
    public CommandResult discard(long eventId, Command command) {
        return command(eventId, event -> switch (event.state()) {
            case FAILED, UNROUTED, WAITING -> giveUp(event, command);
            case RECEIVED -> new NotPossible("The event is being routed; discard is for FAILED, UNROUTED, WAITING.");
            case DISCARDED -> new NotPossible("The event is already discarded.");
            case ROUTED -> new NotPossible("The event is not stuck at routing; check its deliveries.");
        });
    }

    private CommandResult dueNow(CommandedEvent event, Command command) {
        events.dueNow(event.id());
        audit.record(command, "route", "event", event.id());
        return new Done(event.id(), "The event is routed again now.");
    }

    private CommandResult putBack(CommandedEvent event, Command command) {
        if (!events.holdBody(event.id())) {
            return new NotPossible("Retention has deleted the event's body, so it can't be routed again.");
        }
        boolean discarded = event.state() == EventState.DISCARDED;
        if (discarded) {
            events.undiscard(event.id());
            audit.record(command, "undiscard", "event", event.id());
        }
        events.putBack(event, !discarded);
        audit.record(command, discarded ? "route" : "route-again", "event", event.id());
        return new Done(
                event.id(),
                discarded
                        ? "The event is no longer discarded and is routed now."
                        : "The event is routed again now; only missing deliveries are added.");
    }

    private CommandResult giveUp(CommandedEvent event, Command command) {
        events.remove(event.id());
        if (!event.again()) {
            events.discard(event.id(), command.reason());
        }
        if (event.state() == EventState.FAILED && event.group() != null) {
            work.releaseFollowers(event.source(), event.slot(), Set.of(event.group()));
        }
        audit.record(command, "discard", "event", event.id());
        return new Done(
                event.id(),
                event.again()
                        ? "The second routing is given up; the event keeps its deliveries."
                        : "The event is discarded; its group continues without it.");
    }

    private CommandResult command(long eventId, Function<CommandedEvent, CommandResult> effect) {
        Optional<CommandedEvent> seen = events.find(eventId);
        if (seen.isEmpty()) {
            return new NotFound();
        }
        CommandedEvent event = seen.get();
        CommandResult result = Objects.requireNonNull(transaction.execute(status -> {
            slots.seize(event.source(), event.slot());
            CommandResult commanded = events.find(eventId).map(effect).orElseGet(NotFound::new);
            if (!(commanded instanceof Done)) {
                status.setRollbackOnly();
            }
            return commanded;
        }));
        wake.accept(event.source());
        return result;
    }
}
