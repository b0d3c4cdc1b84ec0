package dev.waybill.outbox;

import dev.waybill.handover.Delivery.Leased;
import dev.waybill.handover.FinishedAttempt;
import dev.waybill.handover.HandOver;
import dev.waybill.handover.MappingTurns;
import dev.waybill.handover.Policy;
import dev.waybill.handover.Receiver;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes the hand-overs of this node's destinations, which share its threads and the turns of their mappings. */
final class HandOvers {

    /** A longer wait may have cost the attempt its lease or its route. */
    private static final Duration TURN_AT_ONCE = Duration.ofMillis(100);

    private final Duration mapping;
    private final Clock clock;
    private final MappingTurns turns = MappingTurns.ofThisHub();
    private final AtomicInteger underWay = new AtomicInteger();
    /** One thread for each attempt: it is interrupted alone when its time is over. */
    private final ExecutorService attempts = Executors.newThreadPerTaskExecutor(this::counted);

    /** @param mapping the time limit of a route until its first outgoing call */
    HandOvers(Duration mapping, Clock clock) {
        this.mapping = mapping;
        this.clock = clock;
    }

    /** @param limit the time limit of the route from its first outgoing call on */
    HandOver through(HandOver.Route route, Receiver receiver, Policy policy, Duration limit) {
        return new HandOver(route, receiver, policy, mapping, limit, attempts, clock, RandomGenerator.getDefault());
    }

    /**
     * Asks the receiver first, if need be, and hands the delivery over. Each has a turn of its own for its mapping.
     *
     * @param mayBegin whether the delivery may still begin, given that it has waited or not
     * @return null if it may not
     */
    @Nullable
    FinishedAttempt run(
            HandOver handOver, Leased leased, @Nullable Integer revision, boolean waited, Predicate<Boolean> mayBegin)
            throws InterruptedException {
        long begun = System.nanoTime();
        int bytes = leased.delivery().event().body().length;
        if (handOver.asks(leased)) {
            try (MappingTurns.Turn turn = turns.enter(bytes)) {
                if (!mayBegin.test(waited || isLate(begun))) {
                    return null;
                }
                FinishedAttempt there = handOver.ask(leased, turn, revision);
                if (there != null) {
                    return there;
                }
            }
        }
        try (MappingTurns.Turn turn = turns.enter(bytes)) {
            return mayBegin.test(waited || isLate(begun)) ? handOver.attempt(leased, turn, revision) : null;
        }
    }

    private static boolean isLate(long begun) {
        return System.nanoTime() - begun > TURN_AT_ONCE.toNanos();
    }

    /** Returns the number of attempts whose thread has not ended; one that was cut off counts until it ends. */
    int underWay() {
        return underWay.get();
    }

    private Thread counted(Runnable attempt) {
        return Thread.ofVirtual().name("attempt").unstarted(() -> {
            underWay.incrementAndGet();
            try {
                attempt.run();
            } finally {
                underWay.decrementAndGet();
            }
        });
    }
}
