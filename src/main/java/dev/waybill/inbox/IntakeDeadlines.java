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
 * Answers the senders of arrivals that wait too long, in the queue or with a writer. One check of all arrivals runs
 * every tenth of the allowed time. A timer for each arrival would cost all of them, to serve the few late ones.
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

    /**
     * @param settings the settings, with the same time for each ticket: the oldest in the queue is then the first to be
     *     late
     */
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

    /** Stores the batch on this thread, visible to the deadline checks of other threads. */
    void write(List<PendingArrival> batch) {
        inHands.put(Thread.currentThread(), batch);
        try {
            if (outage.lasts()) { // it may have begun after the batch left the queue
                giveUp(batch, GroupCommit.AWAY);
            }
            store.accept(batch);
        } finally {
            inHands.remove(Thread.currentThread());
        }
    }

    /**
     * Answers the senders of late arrivals; a late arrival that a writer holds may still be stored. Raises a doubt
     * about the database if an arrival waits for long.
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

    /** Refuses all arrivals. Some of them may be stored nonetheless; their senders' next try finds out. */
    void refuseAll(IntakeOutcome why) {
        giveUp(queue.drain(), why);
        inHands.values().forEach(batch -> giveUp(batch, why));
    }

    synchronized void watch() {
        watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("intake-deadlines").daemon().factory());
        watch.scheduleWithFixedDelay(this::lookSafely, pause, pause, TimeUnit.NANOSECONDS);
    }

    /** Catches everything: an exception would end the scheduled checks. */
    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException | Error e) {
            log.error("Some overdue webhooks were not answered; the next check follows in {} ns", pause, e);
        }
    }

    /** Gives up the arrivals that a writer still holds: its time is over. */
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
