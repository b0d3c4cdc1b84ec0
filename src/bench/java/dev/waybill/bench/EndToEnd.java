package dev.waybill.bench;

import dev.waybill.bench.HandOverRun.Kind;
import java.io.IOException;
import java.time.Duration;

/** The hub's routing and outbox beside the afternoon's polling loop, to the same far end with as many calls at once. */
final class EndToEnd {

    /** The sockets of the afternoon's outbox too. */
    static final int CONCURRENCY = 16;

    private EndToEnd() {}

    static void measure(Contestants contestants, Database database, HandOver handOver, FarEnd farEnd, Plan plan)
            throws IOException, InterruptedException {
        try (Contestant hub = contestants.endToEnd(database, farEnd.port(), CONCURRENCY);
                Contestant afternoon = contestants.afternoon(farEnd.orders())) {
            hub.awaitReady();
            afternoon.awaitReady();
            Duration warmUp =
                    plan.warmUp().multipliedBy(2); // a JVM compiles this way's code for longer than a mere intake's
            handOver.warmUp(hub, Kind.TWO, warmUp);
            handOver.warmUp(afternoon, Kind.ONE, warmUp);
            for (int round = 0; round < plan.rounds(); round++) {
                handOver.throughput(Kind.ONE, plan.handedOver(), hub);
                handOver.throughput(Kind.ONE, plan.handedOver(), afternoon);
                handOver.throughput(Kind.TWO, plan.handedOver(), hub);
                handOver.offered(plan.offered(), hub);
                handOver.offered(plan.offered(), afternoon);
            }
            handOver.singly(hub);
        }
    }
}
