package dev.waybill.inbox;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;

/**
 * Stores arrivals so that those in flight together share a commit. It has threads and connections of its own and so
 * never takes part in a caller's transaction. It starts before Camel and stops after it: whoever got in gets an outcome.
 */
final class GroupCommit implements SmartLifecycle {

    /** Spring stops high phases first: web servers and Camel are far above. */
    static final int PHASE = 0;

    private static final Outcome AWAY = new Outcome.Unknown("the database is away", null);

    private final Backlog<Ticket> backlog;
    private final Writers<Ticket> writers;
    private final Set<Ticket> awaited = ConcurrentHashMap.newKeySet();
    private final IntakeSettings settings;
    private final Outage outage;

    GroupCommit(
            EventRows rows, IntakeSettings settings, ArrivalListener listener, Outage outage, MeterRegistry meters) {
        this.settings = settings;
        this.outage = outage;
        outage.atBegin(this::refuseAll);
        this.backlog = new Backlog<>(settings.queue());
        var store = new StoreArrivals(rows, listener, outage, flushed(meters));
        this.writers = new Writers<>("intake-writer", backlog, settings.flush(), store::store);
        Gauge.builder("waybill.inbox.queue", backlog, Backlog::size)
                .description("Arrivals that wait for a writer")
                .register(meters);
    }

    /**
     * Waits for the outcome until then; a full queue, and all during an outage, is answered at once. One that waits for
     * long makes sure that there is no outage.
     */
    Outcome store(Arrival arrival, Deadline end) {
        var ticket = new Ticket(arrival);
        awaited.add(ticket); // before the question: whoever comes while an outage begins is refused by one of the two
        try {
            return outage.lasts() ? AWAY : store(ticket, end);
        } finally {
            awaited.remove(ticket);
        }
    }

    private Outcome store(Ticket ticket, Deadline end) {
        if (!backlog.offer(ticket)) {
            return new Outcome.Unknown(isRunning() ? "the intake queue is full" : "the intake is stopped", null);
        }
        if (!ticket.isSettledBy(Deadline.in(settings.doubtAfter()))) {
            outage.doubt();
        }
        return ticket.await(end);
    }

    /** Of some nobody knows whether they are stored; their senders' next try tells. */
    private void refuseAll() {
        awaited.forEach(ticket -> ticket.settle(AWAY));
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
