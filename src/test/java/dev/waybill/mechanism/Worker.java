package dev.waybill.mechanism;

import dev.waybill.handover.LaneDriver;
import dev.waybill.handover.LaneDriver.InHand;
import dev.waybill.handover.LaneDriver.Result;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hands deliveries over. It dies before and after a hand-over, stalls before it settles, and settles late. */
final class Worker extends Actor {

    private static final int MAX_ATTEMPTS = 4;
    private static final int CRASH_ONE_IN = 400;
    private static final int STALL_ONE_IN = 60;

    private final LaneDriver lanes;
    private final Map<String, Map<InHand, Result>> unsettled = new HashMap<>();
    private boolean unsure;

    Worker(World world, String name) {
        super(world, name);
        this.lanes = new LaneDriver(database, MAX_ATTEMPTS);
    }

    @Override
    boolean step() {
        settle();
        String destination = Rules.DESTINATIONS.get(random.nextInt(Rules.DESTINATIONS.size()));
        if (unsure) {
            Rules.DESTINATIONS.forEach(every -> lanes.releaseIdle(every, id()));
            unsure = false;
        }
        List<InHand> leased = lanes.lease(destination, skipsDead(destination), id(), 1 + random.nextInt(8));
        leased.forEach(one -> handOver(destination, one));
        if (!leased.isEmpty() && chance(STALL_ONE_IN)) {
            stall();
            settleLate();
        }
        return !leased.isEmpty();
    }

    @Override
    void forget() {
        lanes.forget();
        unsettled.clear();
        unsure = false;
    }

    @Override
    void unsure() {
        unsure = true;
    }

    private void handOver(String destination, InHand one) {
        crashMaybe();
        world.journal.handedOver(one);
        crashMaybe();
        unsettled.computeIfAbsent(destination, d -> new HashMap<>()).put(one, result());
    }

    private Result result() {
        int luck = random.nextInt(100);
        if (luck < 80) {
            return Result.DELIVERED;
        }
        world.journal.count(Journal.Count.RETRIES);
        return luck < 97 ? Result.FAILED : Result.REFUSED;
    }

    private void crashMaybe() {
        if (chance(CRASH_ONE_IN)) {
            throw new Crash();
        }
    }

    /** A failure here stays for the next step, as an ended attempt does in the hub. */
    private void settle() {
        for (String destination : List.copyOf(unsettled.keySet())) {
            Map<InHand, Result> ended = unsettled.get(destination);
            Set<Long> held = lanes.settle(ended, skipsDead(destination));
            unsettled.remove(destination);
            ended.forEach((one, result) -> {
                if (!held.contains(one.token())) {
                    world.journal.count(Journal.Count.FENCED_SETTLES);
                } else if (result == Result.DELIVERED) {
                    world.journal.done(one.delivery());
                }
            });
        }
    }

    private void settleLate() {
        for (Map.Entry<String, Map<InHand, Result>> ended :
                Map.copyOf(unsettled).entrySet()) {
            Set<Long> held = lanes.settle(ended.getValue(), skipsDead(ended.getKey()));
            unsettled.remove(ended.getKey());
            held.forEach(token -> world.journal.count(Journal.Count.STALE_SETTLES_ACCEPTED));
            ended.getValue().keySet().forEach(one -> world.journal.count(Journal.Count.FENCED_SETTLES));
        }
        wakeUp();
    }

    private static boolean skipsDead(String destination) {
        return destination.equals(Rules.SKIPS_DEAD);
    }
}
