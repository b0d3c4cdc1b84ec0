package dev.waybill.plan;

import dev.waybill.bundle.Bundle;
import dev.waybill.candidate.Candidate;
import dev.waybill.candidate.CandidateFault;
import dev.waybill.candidate.CandidateHub;
import dev.waybill.candidate.CountedThreads;
import dev.waybill.operator.Command;
import dev.waybill.routes.Finding;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes plans on this hub, one at a time, each on threads of its own that rest between events: so a plan uses at most
 * its share of one core, and the intake keeps the others.
 */
public final class Plans implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Plans.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String OFF =
            "Plans are off on this hub: whoever may make one can run code in it. Set waybill.plan.enabled.";
    private static final String NO_FOLDER =
            "This hub's routes come from no folder, or from several: camel.main.routes-include-pattern has to name"
                    + " one.";
    private static final String STOPPED = "The hub was stopped";

    /** The answer to an order of a plan. */
    public sealed interface Answer {

        /** Under way. */
        record Begun(long id) implements Answer {}

        /** The bundle has mistakes. */
        record Wrong(List<Finding> findings) implements Answer {}

        /** Another plan runs on this hub. */
        record Busy() implements Answer {}
    }

    private final PlanStore store;
    private final PlanEvents events;
    private final CandidateHub hub;
    private final Supplier<Bundle> live;
    private final Function<Bundle, List<Finding>> check;
    private final PlanSettings settings;
    private final LongSupplier nanoTime;
    private final Semaphore turn = new Semaphore(1);
    private volatile boolean closed;
    private volatile @Nullable Thread running;

    /** @param check the mistakes of a bundle */
    Plans(
            PlanStore store,
            PlanEvents events,
            CandidateHub hub,
            Supplier<Bundle> live,
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

    /** Returns the reason why this hub makes no plans, as a sentence; null if it makes them. */
    public @Nullable String refusal() {
        if (!settings.enabled()) {
            return OFF;
        }
        return live.get().files().isEmpty() ? NO_FOLDER : null;
    }

    /** Begins a plan and returns at once. */
    public Answer make(Bundle candidate, Selection selection, Command command) {
        if (!turn.tryAcquire()) { // before the check, which loads the routes too
            return new Answer.Busy();
        }
        boolean begun = false;
        try {
            List<Finding> findings = check.apply(candidate);
            if (findings.stream().anyMatch(Finding::isError)) {
                return new Answer.Wrong(findings);
            }
            Bundle present = live.get();
            long id = store.begin(selection, present.checksum(), candidate.checksum(), command);
            List<String> notes = findings.stream().map(Finding::toString).toList();
            PlanRun run = new PlanRun(id, selection, notes, events, store, settings, nanoTime, () -> closed);
            Thread thread =
                    Thread.ofPlatform().daemon().name("plan " + id).unstarted(() -> run(run, present, candidate));
            running = thread;
            thread.start();
            begun = true;
            return new Answer.Begun(id);
        } finally {
            if (!begun) {
                turn.release();
            }
        }
    }

    private void run(PlanRun run, Bundle present, Bundle candidate) {
        var threads = new CountedThreads(); // they end with the candidates, which wait for none of them
        try (Candidate before = Candidate.of(present, hub, threads);
                Candidate after = Candidate.of(candidate, hub.withoutFiles(), threads)) {
            run.compare(new CompareEvent(before, after), threads);
        } catch (CandidateFault e) {
            failed(run, closed ? STOPPED : "The routes can't be made: " + e.getMessage());
        } catch (InterruptedException e) {
            failed(run, STOPPED);
        } catch (RuntimeException | Error e) {
            if (!closed) {
                LOG.warn("Plan {} failed; nothing but the plan is lost", run.id(), e);
            }
            failed(run, closed ? STOPPED : String.valueOf(e.getMessage()));
        } finally {
            running = null;
            turn.release();
        }
    }

    private void failed(PlanRun run, String error) {
        boolean interrupted = Thread.interrupted(); // or no connection would be given
        try {
            store.failed(run.id(), run.compared(), error);
        } catch (RuntimeException e) {
            LOG.warn("The end of plan {} can't be stored; it reads as failed in a minute: {}", run.id(), error, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends a plan under way and waits a moment for its last words. */
    @Override
    public void close() {
        closed = true;
        Thread thread = running;
        if (thread != null) {
            try {
                thread.interrupt();
                thread.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
