package dev.waybill.inbox;

import dev.waybill.availability.DatabaseOutage;
import dev.waybill.batch.BatchWriter;
import dev.waybill.inbox.PendingArrival.Reply;
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

    private static final IntakeOutcome AWAY = new IntakeOutcome.Unknown("the database is away", null);
    private static final IntakeOutcome FULL = new IntakeOutcome.Unknown("the intake queue is full", null);
    private static final IntakeOutcome STOPPED = new IntakeOutcome.Unknown("the intake is stopped", null);

    private final BatchWriter<PendingRequest> writer;
    private final IntakeDeadlines deadlines;
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
        var store = new StoreArrivals(rows, listener, outage, flushed(meters));
        this.writer = new BatchWriter<>("intake-writer", settings.queue(), settings.flush(), store::store);
        this.deadlines = new IntakeDeadlines(writer, settings, outage);
        outage.atBegin(this::refuseAll);
        Gauge.builder("waybill.inbox.queue", writer, BatchWriter::waiting)
                .description("Arrivals that wait for a writer")
                .register(meters);
    }

    /** Returns at once; the sender gets the outcomes later. A full queue or an outage refuses the request at once. */
    void store(PendingRequest request) {
        if (outage.lasts()) {
            Reply.toAll(List.of(request), AWAY);
        } else if (!writer.offer(request)) {
            Reply.toAll(List.of(request), isRunning() ? FULL : STOPPED);
        } else if (outage.lasts()) { // asked again: an outage that began meanwhile may have missed this request
            Reply.toAll(List.of(request), AWAY);
        }
    }

    /** Refuses all arrivals. Some of them may be stored nonetheless; their senders' next try finds out. */
    private void refuseAll() {
        Reply.toAll(writer.takeWhile(any -> true), AWAY);
        Reply.toAll(writer.inFlight(), AWAY);
    }

    @Override
    public void start() {
        writer.start(settings.writers());
        deadlines.watch();
    }

    @Override
    public void stop() {
        Duration patience = settings.answerWithin(); // no sender waits longer than that
        Reply.toAll(writer.stop(patience), STOPPED);
        deadlines.stopWatching();
    }

    @Override
    public boolean isRunning() {
        return writer.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Returns the number of arrivals that wait for a writer. */
    int waiting() {
        return writer.waiting();
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
