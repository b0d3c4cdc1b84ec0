package dev.waybill.mechanism;

import dev.waybill.inbox.Arrival;
import dev.waybill.inbox.StoreDriver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Sends events: the next of a group only after the former was answered; what got no answer is sent again. */
final class Sender implements Runnable {

    private static final int GROUPS = 20;

    private final World world;
    private final String name;
    private final int events;
    private final SplittableRandom random;
    private final StoreDriver store;
    private final Map<String, Integer> sent = new HashMap<>();
    private int number;

    Sender(World world, String name, int events) {
        this.world = world;
        this.name = name;
        this.events = events;
        this.random = world.random(name);
        this.store = new StoreDriver(world.connection(name));
    }

    @Override
    public void run() {
        while (number < events && !world.over) {
            List<Arrival> flush = nextFlush();
            while (!world.over && !answered(flush)) {
                // the same flush again, as a sender would
            }
        }
    }

    private boolean answered(List<Arrival> flush) {
        try {
            world.acknowledged.putAll(store.store(flush));
            return true;
        } catch (RuntimeException e) {
            world.journal.failed(e);
            return false;
        }
    }

    /** One event of some groups, a few without a group, and now and then one that was sent before. */
    private List<Arrival> nextFlush() {
        List<Arrival> flush = new ArrayList<>();
        int first = random.nextInt(GROUPS);
        for (int i = 0; i < 1 + random.nextInt(8) && number < events; i++) {
            String group = name + "-" + (first + i) % GROUPS;
            number++;
            if (random.nextInt(8) == 0) {
                flush.add(arrival(name + "-free-" + number, null));
            } else {
                int place = sent.merge(group, 1, Integer::sum);
                flush.add(arrival("%s-%05d".formatted(group, place), group));
                if (place > 1 && random.nextInt(20) == 0) {
                    flush.add(arrival("%s-%05d".formatted(group, place - 1), group));
                }
            }
        }
        return flush;
    }

    private Arrival arrival(String key, String group) {
        String source = World.SOURCES.get(Math.floorMod(name.hashCode(), World.SOURCES.size()));
        return StoreDriver.arrival(source, key, group);
    }
}
