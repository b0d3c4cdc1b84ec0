package dev.waybill.mechanism;

import dev.waybill.handover.LaneDriver.InHand;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The actors' observations, in memory and in one order: the world outside, which no rollback reaches. */
final class Journal {

    /** A delivery left the hub. @param place its place in the order of all that happened */
    record HandOver(long place, long delivery, long event, String lane, long token) {}

    private static final String DEADLOCK = "40P01";

    private final AtomicLong places = new AtomicLong();
    private final Queue<HandOver> handOvers = new ConcurrentLinkedQueue<>();
    private final Map<Long, Long> skips = new ConcurrentHashMap<>();
    private final Queue<Long> done = new ConcurrentLinkedQueue<>();
    private final Map<Long, LongAdder> routed = new ConcurrentHashMap<>();
    private final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();
    private final Map<Count, LongAdder> counts = new ConcurrentHashMap<>();

    /** The counts of a run. */
    enum Count {
        CRASHES,
        STALLS,
        BROKEN_CONNECTIONS,
        ROUTE_FAILURES,
        RETRIES,
        FENCED_SETTLES,
        STALE_SETTLES_ACCEPTED,
        STALE_ROUTINGS_ACCEPTED,
        REPLAYS,
        REPLAY_JOBS,
        SKIPS,
        DISCARDS,
        REROUTES,
        DEADLOCKS
    }

    void handedOver(InHand one) {
        handOvers.add(new HandOver(places.incrementAndGet(), one.delivery(), one.event(), lane(one), one.token()));
    }

    /** An operator gives a delivery up; the last such word counts, earlier ones were not committed. */
    void skipping(long delivery) {
        skips.put(delivery, places.incrementAndGet());
    }

    /** A settlement said that the lease held and the delivery is finished. */
    void done(long delivery) {
        done.add(delivery);
    }

    void routed(long event) {
        routed.computeIfAbsent(event, e -> new LongAdder()).increment();
    }

    void count(Count what) {
        counts.computeIfAbsent(what, w -> new LongAdder()).increment();
    }

    long counted(Count what) {
        return counts.getOrDefault(what, new LongAdder()).sum();
    }

    /** A step of an actor failed; only a connection that the saboteur broke is expected to do that. */
    void failed(RuntimeException failure) {
        String state = state(failure);
        if (DEADLOCK.equals(state)) {
            count(Count.DEADLOCKS);
        }
        if (!Saboteur.mayCause(state)) {
            surprises.add(failure);
        }
    }

    List<HandOver> handOvers() {
        return List.copyOf(handOvers);
    }

    Map<Long, Long> skips() {
        return Map.copyOf(skips);
    }

    List<Long> done() {
        return List.copyOf(done);
    }

    List<Long> routedTwice(Map<Long, Integer> ordered) {
        return routed.entrySet().stream()
                .filter(event -> event.getValue().sum() > 1 + ordered.getOrDefault(event.getKey(), 0))
                .map(Map.Entry::getKey)
                .toList();
    }

    List<Throwable> surprises() {
        return List.copyOf(surprises);
    }

    private static String lane(InHand one) {
        return one.destination() + " " + one.lane();
    }

    private static String state(Throwable failure) {
        String state = null;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql) {
                state = sql.getSQLState();
            }
        }
        return state;
    }
}
