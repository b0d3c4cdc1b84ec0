package dev.waybill.inbox;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * Stores arrivals so that those in flight together share a commit. It has threads and connections of its own and so
 * never takes part in a caller's transaction. It starts before Camel and stops after it: whoever got in gets an outcome.
 */
final class GroupCommit implements SmartLifecycle {

    /** Spring stops high phases first: web servers and Camel are far above. */
    static final int PHASE = 0;

    private final Backlog<Ticket> backlog;
    private final Writers<Ticket> writers;
    private final IntakeSettings settings;

    GroupCommit(EventRows rows, IntakeSettings settings, ArrivalListener listener, MeterRegistry meters) {
        this.settings = settings;
        this.backlog = new Backlog<>(settings.queue());
        var store = new StoreArrivals(rows, listener, flushed(meters));
        this.writers = new Writers<>("intake-writer", backlog, settings.flush(), store::store);
        Gauge.builder("waybill.inbox.queue", backlog, Backlog::size)
                .description("Arrivals that wait for a writer")
                .register(meters);
    }

    /** Waits for the outcome until then; a full queue is answered at once. */
    Outcome store(Arrival arrival, Deadline end) {
        var ticket = new Ticket(arrival);
        if (!backlog.offer(ticket)) {
            return new Outcome.Unknown(isRunning() ? "the intake queue is full" : "the intake is stopped", null);
        }
        return ticket.await(end);
    }

    @Override
    public void start() {
        writers.start(settings.writers());
    }

    @Override
    public void stop() {
        Duration patience = settings.answerWithin(); // nobody waits longer than that
        writers.stop(patience).forEach(ticket -> ticket.settle(new Outcome.Unknown("the intake is stopped", null)));
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
