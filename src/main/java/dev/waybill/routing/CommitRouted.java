package dev.waybill.routing;

import dev.waybill.batch.SqlFailure;
import dev.waybill.routing.RouteOutcome.Failed;
import dev.waybill.routing.RouteOutcome.Routed;
import dev.waybill.routing.RouteOutcome.Unrouted;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Ends a batch of routing in one statement: the slot's lease is checked and held, deliveries and states change together. */
final class CommitRouted {

    private static final Logger LOG = LoggerFactory.getLogger(CommitRouted.class);
    private static final int ERROR_LENGTH = 2000;

    private final Slots slots;
    private final RoutingQueue work;
    private final RoutedEvents routedEvents;
    private final RouteBackoff backoff;
    private final RoutingMeters meters;

    CommitRouted(
            Slots slots, RoutingQueue work, RoutedEvents routedEvents, RouteBackoff backoff, RoutingMeters meters) {
        this.slots = slots;
        this.work = work;
        this.routedEvents = routedEvents;
        this.backoff = backoff;
        this.meters = meters;
    }

    /**
     * Commits what was decided, and gives the slot back if this was the last batch.
     *
     * @return whether the slot is still in the caller's hands
     */
    boolean commit(SlotLease lease, List<RoutingDecision> decisions, boolean last) {
        try {
            return write(lease, decisions, last) && !last;
        } catch (DataAccessException e) {
            rethrowUnlessOfARow(e);
            commitApart(lease, decisions);
            return false;
        }
    }

    /**
     * The database refuses something that a route named. It must not undo its batch: commit one by one up to the culprit,
     * which is FAILED, and give the slot back; the rest is read again, so that the culprit's followers wait behind it.
     * So are those that were to wait: the elder that they wait for may get through here, and then nobody would let them go.
     */
    private void commitApart(SlotLease lease, List<RoutingDecision> decisions) {
        for (RoutingDecision decision : decisions) {
            if (decision.waits()) {
                continue;
            }
            try {
                if (!write(lease, List.of(decision), false)) {
                    return;
                }
            } catch (DataAccessException e) {
                rethrowUnlessOfARow(e);
                Failed refused = new Failed("The database refused it: " + e.getMostSpecificCause());
                write(lease, List.of(new RoutingDecision(decision.event(), refused)), false);
                break;
            }
        }
        slots.release(lease);
    }

    private static void rethrowUnlessOfARow(DataAccessException failure) {
        if (SqlFailure.of(failure) != SqlFailure.OF_A_ROW) {
            throw failure;
        }
    }

    private boolean write(SlotLease lease, List<RoutingDecision> decisions, boolean last) {
        RoutingQueue.Batch batch = batch(decisions);
        if (!work.end(lease, batch, last)) {
            LOG.info("Slot {}/{} passed to another router; its events are routed there", lease.source(), lease.slot());
            return false;
        }
        meters.count(lease.source(), decisions);
        routedEvents.committed(batch.due());
        return true;
    }

    private RoutingQueue.Batch batch(List<RoutingDecision> decisions) {
        return new RoutingQueue.Batch(
                routedEvents.deliveries(decisions.stream()
                        .filter(RoutingDecision::routed)
                        .map(CommitRouted::routedEvent)
                        .toList()),
                ids(decisions, RoutingDecision::routed),
                ids(decisions, decision -> decision.outcome() instanceof Unrouted),
                ids(decisions, RoutingDecision::waits),
                decisions.stream()
                        .filter(decision -> decision.outcome() instanceof Failed)
                        .map(this::tried)
                        .toList(),
                releasedGroups(decisions));
    }

    private RoutingQueue.Tried tried(RoutingDecision decision) {
        QueuedEvent event = decision.event();
        String error = decision.outcome() instanceof Failed(String why) ? why.replace('\0', ' ') : "";
        return new RoutingQueue.Tried(
                event.eventId(),
                error.length() > ERROR_LENGTH ? error.substring(0, ERROR_LENGTH) : error,
                backoff.after(event.tries() + 1));
    }

    private static RoutedEvent routedEvent(RoutingDecision decision) {
        QueuedEvent event = decision.event();
        return decision.outcome() instanceof Routed(var lines)
                ? new RoutedEvent(event.eventId(), event.source(), event.group(), lines)
                : new RoutedEvent(event.eventId(), event.source(), event.group(), List.of());
    }

    private static List<Long> ids(List<RoutingDecision> decisions, Predicate<RoutingDecision> which) {
        return decisions.stream()
                .filter(which)
                .map(decision -> decision.event().eventId())
                .toList();
    }

    /** Groups that got on and may have events waiting: behind one that had failed before, or left by the last release. */
    private static Set<String> releasedGroups(List<RoutingDecision> decisions) {
        Set<String> groups = new HashSet<>();
        for (RoutingDecision decision : decisions) {
            QueuedEvent event = decision.event();
            boolean through = !decision.waits() && !(decision.outcome() instanceof Failed);
            if (event.group() != null && through && (event.tries() > 0 || event.followed())) {
                groups.add(event.group());
            }
        }
        return groups;
    }
}
