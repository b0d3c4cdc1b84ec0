package dev.waybill.mechanism;

import dev.waybill.handover.LaneDriver;
import dev.waybill.routing.RoutedEvents;
import dev.waybill.routing.RoutedEvents.DueDelivery;
import dev.waybill.routing.RoutedEvents.RoutedEvent;
import dev.waybill.routing.RoutingSlip;
import dev.waybill.routing.SlotDriver;
import java.time.Duration;
import java.util.List;

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
        this.slots = new SlotDriver(database, new Noted(), this::decide, BATCH, Duration.ofMillis(1));
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

    private final class Noted implements RoutedEvents {

        @Override
        public List<DueDelivery> deliveries(List<RoutedEvent> events) {
            return lanes.recordRouted().deliveries(events);
        }

        @Override
        public void committed(List<DueDelivery> deliveries) {
            if (stalled && !deliveries.isEmpty()) {
                world.journal.count(Journal.Count.STALE_ROUTINGS_ACCEPTED);
            }
            deliveries.stream().map(DueDelivery::eventId).distinct().forEach(world.journal::routed);
        }
    }
}
