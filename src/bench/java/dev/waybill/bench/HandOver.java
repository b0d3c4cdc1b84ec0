package dev.waybill.bench;

import dev.waybill.bench.HandOverRun.Kind;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/**
 * From the sender to the far end. The rate is taken with a bounded number of events under way, so that intake and
 * delivery have to keep in step: what is only accepted does not count.
 */
final class HandOver {

    private static final int CONNECTIONS = 64;
    private static final int UNDER_WAY = 1000;
    private static final int OFFERED_PER_SECOND = 500;
    private static final int SINGLES = 50;
    private static final Duration RAMP = Duration.ofSeconds(1);
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Server server;
    private final Journal journal;
    private final List<HandOverRun> runs = new ArrayList<>();

    public HandOver(Vertx vertx, Server server, Journal journal) {
        this.vertx = vertx;
        this.server = server;
        this.journal = journal;
    }

    List<HandOverRun> runs() {
        return runs;
    }

    /** @param kind ONE or TWO */
    void warmUp(Contestant contestant, Kind kind, Duration time) throws InterruptedException {
        throughput(kind, time, contestant);
        runs.removeLast();
    }

    /** @param kind ONE or TWO */
    HandOverRun throughput(Kind kind, Duration time, Contestant... contestants) throws InterruptedException {
        return measure(kind, time, kind == Kind.TWO ? 2 : 1, contestants);
    }

    HandOverRun offered(Duration time, Contestant contestant) throws InterruptedException {
        journal.expect(1, null);
        long first = journal.last();
        Usage start = Usage.now(contestant, server);
        try (Sender sender = new Sender(vertx, CONNECTIONS, contestant)) {
            OpenLoop.run(OFFERED_PER_SECOND, time, number -> send(sender, "OrderPlaced"), Pace.REAL);
            drain(first, sender);
        }
        return finished(Kind.OFFERED, OFFERED_PER_SECOND, first, start, contestant);
    }

    /** Each is sent when the one before has arrived and its record had time to be written. */
    HandOverRun singly(Contestant contestant) throws InterruptedException {
        journal.expect(1, null);
        long first = journal.last();
        Usage start = Usage.now(contestant, server);
        try (Sender sender = new Sender(vertx, 1, contestant)) {
            for (int single = 0; single < SINGLES; single++) {
                send(sender, "OrderPlaced").toCompletableFuture().join();
                drain(journal.last() - 1, sender);
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        return finished(Kind.SINGLY, Double.NaN, first, start, contestant);
    }

    private HandOverRun measure(Kind kind, Duration time, int destinations, Contestant... contestants)
            throws InterruptedException {
        Semaphore free = new Semaphore(UNDER_WAY);
        LongAdder complete = new LongAdder();
        long first = journal.last();
        journal.expect(destinations, number -> {
            if (number > first) { // not what a run before has left behind
                complete.increment();
                free.release();
            }
        });
        Usage start = Usage.now(contestants[0], server);
        long countFrom = System.nanoTime() + RAMP.toNanos();
        long end = countFrom + time.toNanos();
        try (Sender sender = new Sender(vertx, CONNECTIONS, contestants)) {
            boolean counting = false;
            long before = 0;
            while (System.nanoTime() < end) {
                if (!counting && System.nanoTime() >= countFrom) {
                    counting = true;
                    before = complete.sum();
                    countFrom = System.nanoTime();
                }
                if (free.tryAcquire(10, TimeUnit.MILLISECONDS)) {
                    send(sender, kind == Kind.TWO ? "OrderConfirmed" : "OrderPlaced")
                            .whenComplete((good, problem) -> {
                                if (problem != null || !good) {
                                    free.release();
                                }
                            });
                }
            }
            double seconds = (System.nanoTime() - countFrom) / 1e9;
            double perSecond = (complete.sum() - before) / seconds;
            drain(first, sender);
            return finished(kind, perSecond, first, start, contestants[0]);
        }
    }

    private CompletionStage<Boolean> send(Sender sender, String type) {
        long number = journal.next();
        return sender.post(number, SignedBodies.of(type, number, Plan.SMALL_BODY))
                .whenComplete((good, problem) -> {
                    if (problem == null && good) {
                        journal.answered(number);
                    }
                });
    }

    /** Until all is answered, and everything after this number that was accepted has arrived. */
    private void drain(long first, Sender sender) throws InterruptedException {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        while ((sender.open() > 0 || journal.completeAfter(first) < journal.acceptedAfter(first))
                && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private HandOverRun finished(Kind kind, double perSecond, long first, Usage start, Contestant contestant) {
        Usage used = Usage.now(contestant, server).since(start);
        long accepted = journal.acceptedAfter(first);
        long arrived = journal.completeAfter(first);
        Histogram micros = new Histogram(3);
        LongStream.rangeClosed(first + 1, journal.last())
                .filter(journal::complete)
                .forEach(number -> micros.recordValue(journal.handOverNanos(number) / 1000));
        HandOverRun run = new HandOverRun(
                contestant.name(),
                kind,
                perSecond,
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(99),
                (double) used.statements() / accepted,
                1e6 * (used.contestantCpu() + used.postgresCpu()) / accepted,
                accepted,
                arrived,
                journal.doubled(),
                Verdict.onArrived(accepted, arrived, journal.doubled()));
        runs.add(run);
        Progress.say(
                "%-16s end to end, %-8s %,8.0f/s  p50 %.1f ms  p99 %.1f ms  %.2f statements an event%s",
                run.contestant(),
                kind,
                perSecond,
                run.p50() / 1000,
                run.p99() / 1000,
                run.statements(),
                run.voided() == null ? "" : "  VOID: " + run.voided());
        return run;
    }
}
