package dev.waybill.inbox;

import dev.waybill.availability.DatabaseOutage;
import dev.waybill.batch.BatchWriters;
import dev.waybill.batch.BoundedQueue;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.context.SmartLifecycle;

/**
 * Stores arrivals so that concurrent ones share a commit. It has its own threads and connections and so never takes
 * part in a caller's transaction. It starts before Camel and stops after it, so each admitted arrival gets an outcome.
 */
public final class GroupCommit implements SmartLifecycle {

    /** Spring stops high phases first: web servers and Camel are far above. */
    static final int PHASE = 0;

    static final IntakeOutcome AWAY = new IntakeOutcome.Unknown("the database is away", null);
    private static final IntakeOutcome FULL = new IntakeOutcome.Unknown("the intake queue is full", null);
    private static final IntakeOutcome STOPPED = new IntakeOutcome.Unknown("the intake is stopped", null);

    private final BoundedQueue<PendingArrival> backlog;
    private final BatchWriters<PendingArrival> writers;
    private final IntakeDeadlines underway;
    private final IntakeSettings settings;
    private final DatabaseOutage outage;

    GroupCommit(
            EventRows rows,
            IntakeSettings settings,
            ArrivalListener listener,
            DatabaseOutage outage,
            MeterRegistry meters) {
        this.settings = settings;
        this.outage = outage;
        this.backlog = new BoundedQueue<>(settings.queue());
        var store = new StoreArrivals(rows, listener, outage, flushed(meters));
        this.underway = new IntakeDeadlines(backlog, store::store, settings, outage);
        outage.atBegin(() -> underway.refuseAll(AWAY));
        this.writers = new BatchWriters<>("intake-writer", backlog, settings.flush(), underway::write);
        Gauge.builder("waybill.inbox.queue", backlog, BoundedQueue::size)
                .description("Arrivals that wait for a writer")
                .register(meters);
    }

    /** Returns at once; the sender gets the outcome later. A full queue or an outage refuses the ticket at once. */
    void store(PendingArrival ticket) {
        if (outage.lasts()) {
            refuse(ticket, AWAY);
        } else if (!backlog.offer(ticket)) {
            refuse(ticket, isRunning() ? FULL : STOPPED);
        } else if (outage.lasts()) { // asked again: an outage that began meanwhile may have missed this ticket
            refuse(ticket, AWAY);
        }
    }

    private static void refuse(PendingArrival ticket, IntakeOutcome why) {
        ticket.settle(why);
        NotifySenders.of(List.of(ticket));
    }

    @Override
    public void start() {
        writers.start(settings.writers());
        underway.watch();
    }

    @Override
    public void stop() {
        Duration patience = settings.answerWithin(); // no sender waits longer than that
        List<PendingArrival> left = writers.stop(patience);
        left.forEach(ticket -> ticket.settle(STOPPED));
        NotifySenders.of(left);
        underway.stopWatching();
    }

    @Override
    public boolean isRunning() {
        return writers.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Returns the number of arrivals that wait for a writer. */
    int waiting() {
        return backlog.size();
    }

    private static DistributionSummary flushed(MeterRegistry meters) {
        return DistributionSummary.builder("waybill.inbox.flush")
                .description("Events per insert statement")
                .register(meters);
    }

    /**
     * Learns of new events on the thread that stored them. The implementation has to be quick, and has to recover by itself
     * from a missed call.
     */
    @FunctionalInterface
    public interface ArrivalListener {

        /** Names the sources with new, committed events. Their senders have their answers already. */
        void arrived(Set<String> sources);
    }
}
