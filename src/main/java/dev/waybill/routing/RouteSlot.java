package dev.waybill.routing;

import dev.waybill.routing.RouteOutcome.Failed;
import dev.waybill.routing.Slots.SlotLease;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes a leased slot's events in id order until it is empty. The lease keeps the order: no other router reads this
 * slot meanwhile. The commit drops decisions made under a lost lease.
 */
final class RouteSlot {

    private static final Logger LOG = LoggerFactory.getLogger(RouteSlot.class);

    private final RoutingQueue work;
    private final Router router;
    private final CommitRouted commit;
    private final int batch;

    /** The part that runs an event through its source's route. */
    interface Router {

        RoutingDecision decide(QueuedEvent event) throws InterruptedException;
    }

    RouteSlot(RoutingQueue work, Router router, CommitRouted commit, int batch) {
        this.work = work;
        this.router = router;
        this.commit = commit;
        this.batch = batch;
    }

    /** Works until the slot has nothing ready or {@code goOn} returns false; the last commit gives the slot back. */
    void run(Slots.Claimed claimed, BooleanSupplier goOn) throws InterruptedException {
        SlotLease lease = claimed.lease();
        List<QueuedEvent> ready = claimed.ready();
        while (routed(lease, ready, goOn)) {
            ready = work.read(lease, batch);
        }
    }

    /** True if this node still holds the slot, and the slot may have more events. */
    private boolean routed(SlotLease lease, List<QueuedEvent> ready, BooleanSupplier goOn) throws InterruptedException {
        List<RoutingDecision> decisions = decide(ready, goOn);
        boolean last = ready.size() < batch || !goOn.getAsBoolean();
        return commit.commit(lease, decisions, last);
    }

    private List<RoutingDecision> decide(List<QueuedEvent> ready, BooleanSupplier goOn) throws InterruptedException {
        List<RoutingDecision> decisions = new ArrayList<>(ready.size());
        Set<String> held = new HashSet<>();
        for (QueuedEvent event : work.withHeaders(ready)) {
            if (!goOn.getAsBoolean()) {
                break;
            }
            boolean waits = event.held() || (event.group() != null && held.contains(event.group()));
            RoutingDecision decision = waits ? new RoutingDecision(event, null, null) : router.decide(event);
            decisions.add(decision);
            if (decision.outcome() instanceof Failed failed) {
                report(event, failed);
                if (event.group() != null) {
                    held.add(event.group());
                }
            }
        }
        return decisions;
    }

    private static void report(QueuedEvent event, Failed failed) {
        LOG.warn(
                "event={} source={} type={} group={} routing failed (try {}), it will be tried again{}: {}",
                event.eventId(),
                event.source(),
                event.type(),
                event.group(),
                event.tries() + 1,
                event.group() == null ? "" : ", and its group waits",
                failed.error());
    }
}
