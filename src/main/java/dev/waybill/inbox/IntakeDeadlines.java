package dev.waybill.inbox;

import dev.waybill.availability.DatabaseOutage;
import dev.waybill.batch.BatchWriter;
import dev.waybill.inbox.PendingArrival.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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

    private final BatchWriter<PendingRequest> writer;
    private final DatabaseOutage outage;
    private final long pause;
    private final long trustedLeft;
    private @Nullable ScheduledExecutorService watch;

    /**
     * @param settings the settings, with the same time for each arrival: the oldest in the queue is then the first to
     *     be late
     */
    IntakeDeadlines(BatchWriter<PendingRequest> writer, IntakeSettings settings, DatabaseOutage outage) {
        this.writer = writer;
        this.outage = outage;
        Duration tenth = settings.answerWithin().dividedBy(10);
        this.pause = (tenth.compareTo(LONGEST_PAUSE) < 0 ? tenth : LONGEST_PAUSE).toNanos();
        this.trustedLeft = settings.answerWithin().minus(settings.doubtAfter()).toNanos();
    }

    synchronized void watch() {
        watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("intake-deadlines").daemon().factory());
        watch.scheduleWithFixedDelay(this::lookSafely, pause, pause, TimeUnit.NANOSECONDS);
    }

    /** Gives up the arrivals that a writer still holds: its time is over. */
    synchronized void stopWatching() {
        if (watch != null) {
            watch.shutdownNow();
        }
        Reply.toAll(writer.inFlight(), LATE);
    }

    /** Catches everything: an exception would end the scheduled checks. */
    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException | Error e) {
            log.error("Some overdue webhooks were not answered; the next check follows in {} ns", pause, e);
        }
    }

    /**
     * Answers the senders of late arrivals; a late arrival that a writer holds may still be stored. Raises a doubt
     * about the database if an arrival waits for long.
     */
    private void look() {
        Reply.toAll(writer.takeWhile(PendingRequest::isOverdue), LATE);
        List<PendingRequest> inFlight = writer.inFlight();
        Reply.toAll(inFlight.stream().filter(PendingRequest::isOverdue).toList(), LATE);
        PendingRequest oldest = writer.oldest();
        if (oldest != null && takesLong(oldest) || inFlight.stream().anyMatch(this::takesLong)) {
            outage.doubt();
        }
    }

    private boolean takesLong(PendingRequest request) {
        return request.isAwaited() && request.left() < trustedLeft;
    }
}
