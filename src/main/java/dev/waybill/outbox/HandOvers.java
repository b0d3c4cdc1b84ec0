package dev.waybill.outbox;

import dev.waybill.handover.HandOver;
import dev.waybill.handover.MappingTurns;
import dev.waybill.handover.Policy;
import dev.waybill.handover.Receiver;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Makes the hand-overs of this node's destinations, which share its threads and the turns of their mappings. */
final class HandOvers {

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

    MappingTurns turns() {
        return turns;
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
