package dev.waybill.plan;

import dev.waybill.bundle.Bundle;
import dev.waybill.candidate.Candidate;
import dev.waybill.candidate.CandidateFault;
import dev.waybill.candidate.CandidateHub;
import dev.waybill.handover.Delivery;
import dev.waybill.operator.Command;
import dev.waybill.routes.Finding;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes plans on this hub, one at a time, each on a thread of its own that rests between events: so a plan uses at most
 * its share of one core, and the intake keeps the others.
 */
public final class Plans implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Plans.class);
    private static final long PROGRESS_EVERY = Duration.ofMillis(500).toNanos();

    /** The answer to an order of a plan. */
    public sealed interface Answer {

        /** It runs. */
        record Begun(long id) implements Answer {}

        /** The bundle has mistakes. */
        record Wrong(List<Finding> findings) implements Answer {}

        /** Another plan runs on this hub. */
        record Busy() implements Answer {}
    }

    private final PlanStore store;
    private final PlanEvents events;
    private final CandidateHub hub;
    private final Bundle live;
    private final Function<Bundle, List<Finding>> check;
    private final PlanSettings settings;
    private final LongSupplier nanoTime;
    private final Semaphore turn = new Semaphore(1);
    private volatile boolean closed;

    /** @param check the mistakes of a bundle */
    Plans(
            PlanStore store,
            PlanEvents events,
            CandidateHub hub,
            Bundle live,
            Function<Bundle, List<Finding>> check,
            PlanSettings settings,
            LongSupplier nanoTime) {
        this.store = store;
        this.events = events;
        this.hub = hub;
        this.live = live;
        this.check = check;
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    /** Begins a plan and returns at once. */
    public Answer make(Bundle candidate, Selection selection, Command command) {
        List<Finding> findings = check.apply(candidate);
        if (findings.stream().anyMatch(Finding::isError)) {
            return new Answer.Wrong(findings);
        }
        if (!turn.tryAcquire()) {
            return new Answer.Busy();
        }
        boolean begun = false;
        try {
            long id = store.begin(selection, live.checksum(), candidate.checksum(), command);
            List<String> notes = findings.stream().map(Finding::toString).toList();
            Thread.ofPlatform().daemon().name("plan " + id).start(() -> run(id, candidate, selection, notes));
            begun = true;
            return new Answer.Begun(id);
        } finally {
            if (!begun) {
                turn.release();
            }
        }
    }

    private void run(long id, Bundle candidate, Selection selection, List<String> notes) {
        Run run = new Run(id, selection, notes);
        try (Candidate before = Candidate.of(live, hub);
                Candidate after = Candidate.of(candidate, hub)) {
            run.compare(new CompareEvent(before, after));
        } catch (CandidateFault e) {
            store.failed(id, run.compared, "The routes can't be made: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.warn("Plan {} failed; nothing but the plan is lost", id, e);
            store.failed(id, run.compared, String.valueOf(e.getMessage()));
        } finally {
            turn.release();
        }
    }

    /** One plan under way. */
    private final class Run {

        private final long id;
        private final Selection selection;
        private final List<String> notes;
        private final CountDifferences counts = new CountDifferences();
        private final long begun = nanoTime.getAsLong();
        private long told = begun;
        private int compared;

        Run(long id, Selection selection, List<String> notes) {
            this.id = id;
            this.selection = selection;
            this.notes = notes;
        }

        void compare(CompareEvent compare) throws InterruptedException {
            long before = Long.MAX_VALUE;
            while (compared < selection.last()) {
                List<Delivery.Event> portion =
                        events.next(selection, before, Math.min(PlanEvents.PORTION, selection.last() - compared));
                if (portion.isEmpty()) {
                    break;
                }
                for (Delivery.Event event : portion) {
                    long from = nanoTime.getAsLong();
                    compare.of(event).forEach(each -> counts.add(event.id(), event.type(), each));
                    compared++;
                    if (hasToEnd()) {
                        return;
                    }
                    rest(nanoTime.getAsLong() - from);
                }
                before = portion.getLast().id();
            }
            store.done(id, compared, counts.result(notes));
        }

        private boolean hasToEnd() {
            long now = nanoTime.getAsLong();
            if (now - begun > settings.longest().toNanos()) {
                store.failed(
                        id, compared, "It took longer than %s (waybill.plan.longest)".formatted(settings.longest()));
                return true;
            }
            if (now - told > PROGRESS_EVERY) {
                told = now;
                if (closed || store.progress(id, compared)) {
                    store.cancelled(id, compared);
                    return true;
                }
            }
            return false;
        }

        private void rest(long worked) {
            LockSupport.parkNanos(worked * (100 - settings.share()) / settings.share());
        }
    }

    /** Ends a plan under way soon. */
    @Override
    public void close() {
        closed = true;
    }
}
