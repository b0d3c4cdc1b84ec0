package dev.waybill.mechanism;

import dev.waybill.inbox.RoutedEvent;
import dev.waybill.inbox.RoutingSlip;
import dev.waybill.inbox.SlotDriver;
import dev.waybill.outbox.LaneDriver;
import java.time.Duration;
import java.util.List;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Routes what was stored. It dies and stalls between two events; what a stalled one decided must not be written. */
final class Router extends Actor {

    private static final int BATCH = 20;
    private static final int CRASH_ONE_IN = 300;
    private static final int STALL_ONE_IN = 250;

    private final SlotDriver slots;
    private final LaneDriver lanes;
    private boolean unsure;
    private boolean stalled;

    Router(World world, String name) {
        super(world, name);
        this.lanes = new LaneDriver(database, 1);
        this.slots = new SlotDriver(database, this::write, this::decide, BATCH, Duration.ofMillis(1));
    }

    @Override
    boolean step() throws InterruptedException {
        String source = World.SOURCES.get(random.nextInt(World.SOURCES.size()));
        slots.open(source);
        if (unsure) {
            slots.releaseIdle(source, id());
            unsure = false;
        }
        try {
            return slots.routeDue(source, id(), 1 + random.nextInt(3), this::between) > 0;
        } finally {
            if (stalled) {
                stalled = false;
                wakeUp();
            }
        }
    }

    @Override
    void forget() {
        unsure = false;
        stalled = false;
    }

    @Override
    void unsure() {
        unsure = true;
    }

    private void between() {
        if (chance(CRASH_ONE_IN)) {
            throw new Crash();
        }
        if (!stalled && chance(STALL_ONE_IN)) {
            stall();
            stalled = true;
        }
    }

    private List<RoutingSlip.Line> decide(String key) {
        try {
            return world.rules.decide(key);
        } catch (IllegalStateException e) {
            world.journal.count(Journal.Count.ROUTE_FAILURES);
            throw e;
        }
    }

    private void write(List<RoutedEvent> events, long owner) {
        if (stalled) {
            world.journal.count(Journal.Count.STALE_ROUTINGS_ACCEPTED);
        }
        lanes.recordRouted().write(events, owner);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                events.forEach(event -> world.journal.routed(event.id()));
            }
        });
    }
}
