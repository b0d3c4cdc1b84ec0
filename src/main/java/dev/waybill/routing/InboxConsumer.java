package dev.waybill.routing;

import dev.waybill.cluster.FailureLog;
import dev.waybill.lease.CanaryConsumers;
import dev.waybill.lease.LeasedWork;
import dev.waybill.lease.LeasingConsumer;
import java.util.Set;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leases the slots of the source that have work and routes them, up to the endpoint's concurrency. */
class InboxConsumer extends LeasingConsumer implements RouteEvent.Route {

    private static final Logger LOG = LoggerFactory.getLogger(InboxConsumer.class);

    private final String source;
    private final int batch;
    private final Slots slots;
    private final RouteEvent router;
    private final RouteSlot routeSlot;
    private final CanaryConsumers<InboxConsumer> canary;
    private volatile boolean opened;

    InboxConsumer(
            InboxEndpoint endpoint,
            Processor processor,
            LeasedWork work,
            Slots slots,
            RoutingQueue queue,
            CommitRouted commit,
            boolean standsBy) {
        super(endpoint, processor, work, endpoint.getSource(), endpoint.getConcurrency(), standsBy);
        this.canary = endpoint.getComponent().canary();
        this.source = endpoint.getSource();
        this.batch = endpoint.getBatch();
        this.slots = slots;
        this.router = new RouteEvent(this, endpoint.getRouteTimeout(), threads());
        this.routeSlot = new RouteSlot(queue, this::decide, commit, batch);
    }

    private RoutingDecision decide(QueuedEvent event) throws InterruptedException {
        InboxConsumer by = canary.of(this, tried -> tried.takes(event.eventId(), event.type()));
        return new RoutingDecision(event, by.router.route(event), by.revision());
    }

    String source() {
        return source;
    }

    @Override
    protected void lease(long owner, int free) {
        if (!opened) {
            slots.open(source);
            opened = true;
        }
        slots.claim(source, owner, free, batch)
                .forEach(claimed -> begin(claimed.lease().token(), () -> route(claimed)));
    }

    @Override
    protected void giveBack(long owner, Set<Long> busyTokens) {
        slots.releaseIdle(source, owner, busyTokens);
    }

    private void route(Slots.Claimed claimed) {
        long token = claimed.lease().token();
        if (ran(claimed)) {
            over(token);
        } else {
            left(token);
        }
    }

    /** Routes the slot until it is empty; false if that ended early and this node may still hold the lease. */
    private boolean ran(Slots.Claimed claimed) {
        try {
            routeSlot.run(claimed, this::working);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            FailureLog.warn(
                    LOG,
                    "Slot %s/%d could not be routed; unwritten events are tried again in a second"
                            .formatted(source, claimed.lease().slot()),
                    e);
        }
        return false;
    }
}
