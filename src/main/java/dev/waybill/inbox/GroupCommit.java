package dev.waybill.inbox;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/**
 * Stores arrivals so that those in flight together share a commit. It has threads and connections of its own and so
 * never takes part in a caller's transaction. It starts before Camel and stops after it: whoever got in gets an outcome.
 */
final class GroupCommit implements SmartLifecycle {

    /** Spring stops high phases first: web servers and Camel are far above. */
    static final int PHASE = 0;

    static final Outcome AWAY = new Outcome.Unknown("the database is away", null);
    private static final Outcome FULL = new Outcome.Unknown("the intake queue is full", null);
    private static final Outcome STOPPED = new Outcome.Unknown("the intake is stopped", null);

    private final Backlog<Ticket> backlog;
    private final Writers<Ticket> writers;
    private final Underway underway;
    private final IntakeSettings settings;
    private final Outage outage;

    GroupCommit(
            EventRows rows, IntakeSettings settings, ArrivalListener listener, Outage outage, MeterRegistry meters) {
        this.settings = settings;
        this.outage = outage;
        this.backlog = new Backlog<>(settings.queue());
        var store = new StoreArrivals(rows, listener, outage, flushed(meters));
        this.underway = new Underway(backlog, store::store, settings, outage);
        outage.atBegin(() -> underway.refuseAll(AWAY));
        this.writers = new Writers<>("intake-writer", backlog, settings.flush(), underway::write);
        Gauge.builder("waybill.inbox.queue", backlog, Backlog::size)
                .description("Arrivals that wait for a writer")
                .register(meters);
    }

    /**
     * Returns at once; the ticket's sender is told when there is an outcome. Of a full queue, and of all during an outage,
     * it is told at once.
     */
    void store(Ticket ticket) {
        if (outage.lasts()) {
            refuse(ticket, AWAY);
        } else if (!backlog.offer(ticket)) {
            refuse(ticket, isRunning() ? FULL : STOPPED);
        } else if (outage
                .lasts()) { // asked again: one that began meanwhile may have refused the queue before this came
            refuse(ticket, AWAY);
        }
    }

    private static void refuse(Ticket ticket, Outcome why) {
        ticket.settle(why);
        TellSenders.of(List.of(ticket));
    }

    @Override
    public void start() {
        writers.start(settings.writers());
        underway.watch();
    }

    @Override
    public void stop() {
        Duration patience = settings.answerWithin(); // nobody waits longer than that
        List<Ticket> left = writers.stop(patience);
        left.forEach(ticket -> ticket.settle(STOPPED));
        TellSenders.of(left);
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

    /** How many wait for a writer. */
    int waiting() {
        return backlog.size();
    }

    private static DistributionSummary flushed(MeterRegistry meters) {
        return DistributionSummary.builder("waybill.inbox.flush")
                .description("Events per insert statement")
                .register(meters);
    }
}
