package dev.waybill.routing;

import dev.waybill.Excerpt;
import dev.waybill.batch.SqlFailure;
import dev.waybill.routing.RouteOutcome.Failed;
import dev.waybill.routing.RouteOutcome.Routed;
import dev.waybill.routing.RouteOutcome.Unrouted;
import dev.waybill.routing.RoutedEvents.RoutedEvent;
import dev.waybill.routing.Slots.SlotLease;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Ends a batch of routing in one statement: checks and holds the slot's lease, and changes deliveries and states
 * together.
 */
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
     * Commits the decisions, and gives the slot back after the last batch.
     *
     * @return true if the caller still holds the slot
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
     * Commits the decisions one by one after the database refused a value that a route named. One bad event must not
     * undo its batch. The bad event is FAILED, and the slot is given back. The rest is read again, so that later events
     * of the same group wait behind the failed one. Events that were to wait are read again too. The older event that
     * they wait for may succeed here, and then nothing would release them.
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
                write(lease, List.of(new RoutingDecision(decision.event(), refused, decision.revision())), false);
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
            LOG.info("Slot {}/{} moved to another router; its events are routed there", lease.source(), lease.slot());
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
                event.eventId(), Excerpt.of(error, ERROR_LENGTH), backoff.after(event.tries() + 1));
    }

    private static RoutedEvent routedEvent(RoutingDecision decision) {
        QueuedEvent event = decision.event();
        List<RoutingSlip.Line> lines = decision.outcome() instanceof Routed(var named) ? named : List.of();
        return new RoutedEvent(event.eventId(), event.source(), event.group(), lines, decision.revision());
    }

    private static List<Long> ids(List<RoutingDecision> decisions, Predicate<RoutingDecision> which) {
        return decisions.stream()
                .filter(which)
                .map(decision -> decision.event().eventId())
                .toList();
    }

    /**
     * Returns the groups that made progress and may have waiting events. Such events wait behind an earlier failure, or
     * the last release left them.
     */
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
