package dev.waybill.inbox;

import dev.waybill.inbox.RouteOutcome.Failed;
import dev.waybill.inbox.RouteOutcome.Routed;
import dev.waybill.inbox.RouteOutcome.Unrouted;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends a batch of routing in one commit: the slot's lease is checked and held, deliveries and states change together. */
final class CommitRouted {

    private static final Logger LOG = LoggerFactory.getLogger(CommitRouted.class);
    private static final int ERROR_LENGTH = 2000;

    private final TransactionTemplate transaction;
    private final Slots slots;
    private final Work work;
    private final RoutedEvents routedEvents;
    private final RouteBackoff backoff;
    private final RoutingMeters meters;

    CommitRouted(
            TransactionTemplate transaction,
            Slots slots,
            Work work,
            RoutedEvents routedEvents,
            RouteBackoff backoff,
            RoutingMeters meters) {
        this.transaction = transaction;
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
    boolean commit(SlotLease lease, List<Decision> decisions, boolean last) {
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
    private void commitApart(SlotLease lease, List<Decision> decisions) {
        for (Decision decision : decisions) {
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
                write(lease, List.of(new Decision(decision.event(), refused)), false);
                break;
            }
        }
        slots.release(lease);
    }

    private static void rethrowUnlessOfARow(DataAccessException failure) {
        if (SqlFault.of(failure) != SqlFault.OF_A_ROW) {
            throw failure;
        }
    }

    private boolean write(SlotLease lease, List<Decision> decisions, boolean last) {
        boolean written = Boolean.TRUE.equals(transaction.execute(status -> writeLocked(lease, decisions, last)));
        if (written) {
            meters.count(lease.source(), decisions);
        }
        return written;
    }

    private boolean writeLocked(SlotLease lease, List<Decision> decisions, boolean last) {
        if (!slots.lock(lease)) {
            LOG.info("Slot {}/{} passed to another router; its events are routed there", lease.source(), lease.slot());
            return false;
        }
        List<RoutedEvent> routed = decisions.stream()
                .filter(Decision::routed)
                .map(CommitRouted::routedEvent)
                .toList();
        if (!routed.isEmpty()) {
            routedEvents.write(routed, lease.owner());
        }
        work.routed(ids(decisions, Decision::routed));
        work.unrouted(ids(decisions, decision -> decision.outcome() instanceof Unrouted));
        work.waiting(ids(decisions, Decision::waits));
        for (Decision decision : decisions) {
            if (decision.outcome() instanceof Failed failed) {
                fail(decision.event(), failed);
            }
        }
        work.releaseFollowers(lease.source(), lease.slot(), releasedGroups(decisions));
        if (last) {
            slots.release(lease);
        }
        return true;
    }

    private void fail(WorkItem event, Failed failed) {
        String error = failed.error().replace('\0', ' ');
        work.failed(
                event.eventId(),
                error.length() > ERROR_LENGTH ? error.substring(0, ERROR_LENGTH) : error,
                backoff.after(event.tries() + 1));
    }

    private static RoutedEvent routedEvent(Decision decision) {
        WorkItem event = decision.event();
        return decision.outcome() instanceof Routed(var lines)
                ? new RoutedEvent(event.eventId(), event.source(), event.group(), lines)
                : new RoutedEvent(event.eventId(), event.source(), event.group(), List.of());
    }

    private static Collection<Long> ids(List<Decision> decisions, Predicate<Decision> which) {
        return decisions.stream()
                .filter(which)
                .map(decision -> decision.event().eventId())
                .toList();
    }

    /** Groups that got on and may have events waiting: behind one that had failed before, or left by the last release. */
    private static Set<String> releasedGroups(List<Decision> decisions) {
        Set<String> groups = new HashSet<>();
        for (Decision decision : decisions) {
            WorkItem event = decision.event();
            boolean through = !decision.waits() && !(decision.outcome() instanceof Failed);
            if (event.group() != null && through && (event.tries() > 0 || event.followed())) {
                groups.add(event.group());
            }
        }
        return groups;
    }
}
