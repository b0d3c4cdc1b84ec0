package dev.waybill.inbox;

import dev.waybill.availability.DatabaseOutage;
import dev.waybill.batch.BoundedQueue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after arrivals that wait too long, in the queue or in a writer's hands, and tells their senders so. One look at
 * all of them in a tenth of the time that they may take: a timer for each would cost every one, to serve the few.
 */
final class IntakeDeadlines {

    private static final Logger log = LoggerFactory.getLogger(IntakeDeadlines.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);
    private static final IntakeOutcome LATE = new IntakeOutcome.Unknown("the database did not answer in time", null);

    private final BoundedQueue<PendingArrival> queue;
    private final Consumer<List<PendingArrival>> store;
    private final DatabaseOutage outage;
    private final long pause;
    private final long trustedLeft;
    private final Map<Thread, List<PendingArrival>> inHands = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService watch;

    /** @param settings give each ticket the same time, so that the queue's oldest is the first to be late */
    IntakeDeadlines(
            BoundedQueue<PendingArrival> queue,
            Consumer<List<PendingArrival>> store,
            IntakeSettings settings,
            DatabaseOutage outage) {
        this.queue = queue;
        this.store = store;
        this.outage = outage;
        Duration tenth = settings.answerWithin().dividedBy(10);
        this.pause = (tenth.compareTo(LONGEST_PAUSE) < 0 ? tenth : LONGEST_PAUSE).toNanos();
        this.trustedLeft = settings.answerWithin().minus(settings.doubtAfter()).toNanos();
    }

    /** Stores the batch on this thread, in sight of the others. */
    void write(List<PendingArrival> batch) {
        inHands.put(Thread.currentThread(), batch);
        try {
            if (outage.lasts()) { // it may have begun between the queue and these hands
                giveUp(batch, GroupCommit.AWAY);
            }
            store.accept(batch);
        } finally {
            inHands.remove(Thread.currentThread());
        }
    }

    /**
     * Tells the senders of those that are late; one that is in a writer's hands may be stored all the same. One that
     * waits for long makes sure that there is no outage.
     */
    void look() {
        giveUp(queue.takeWhile(PendingArrival::isOverdue), LATE);
        inHands.values()
                .forEach(batch ->
                        giveUp(batch.stream().filter(PendingArrival::isOverdue).toList(), LATE));
        PendingArrival oldest = queue.oldest();
        if (oldest != null && takesLong(oldest)
                || inHands.values().stream().flatMap(List::stream).anyMatch(this::takesLong)) {
            outage.doubt();
        }
    }

    /** Of some nobody knows whether they are stored; their senders' next try tells. */
    void refuseAll(IntakeOutcome why) {
        giveUp(queue.drain(), why);
        inHands.values().forEach(batch -> giveUp(batch, why));
    }

    synchronized void watch() {
        watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("intake-deadlines").daemon().factory());
        watch.scheduleWithFixedDelay(this::lookSafely, pause, pause, TimeUnit.NANOSECONDS);
    }

    /** What is thrown here would be the last look. */
    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException | Error e) {
            log.error("Those who wait for long were not all told; the next look follows in {} ns", pause, e);
        }
    }

    /** Gives up what a writer still has in its hands: it had its time. */
    synchronized void stopWatching() {
        if (watch != null) {
            watch.shutdownNow();
        }
        inHands.values().forEach(batch -> giveUp(batch, LATE));
    }

    private boolean takesLong(PendingArrival ticket) {
        return ticket.isAwaited() && ticket.left() < trustedLeft;
    }

    private static void giveUp(List<PendingArrival> tickets, IntakeOutcome why) {
        tickets.forEach(ticket -> ticket.settle(why));
        NotifySenders.of(tickets);
    }
}
