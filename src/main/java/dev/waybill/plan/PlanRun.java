package dev.waybill.plan;

import dev.waybill.candidate.CountedThreads;
import dev.waybill.handover.Delivery;
import dev.waybill.plan.CompareEvent.Compared;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.springframework.core.NestedExceptionUtils;

/** One plan under way. It tells its progress also while it rests: without progress it would read as lost. */
final class PlanRun {

    private static final int AT_ONCE = 8;
    private static final long PROGRESS_EVERY = Duration.ofMillis(500).toNanos();

    private final long id;
    private final Selection selection;
    private final List<String> notes;
    private final PlanEvents events;
    private final PlanStore store;
    private final PlanSettings settings;
    private final LongSupplier nanoTime;
    private final BooleanSupplier stopped;
    private final CountDifferences counts = new CountDifferences();
    private final long begun;
    private long told;
    private int compared;

    /** @param stopped true once the hub stops */
    PlanRun(
            long id,
            Selection selection,
            List<String> notes,
            PlanEvents events,
            PlanStore store,
            PlanSettings settings,
            LongSupplier nanoTime,
            BooleanSupplier stopped) {
        this.id = id;
        this.selection = selection;
        this.notes = notes;
        this.events = events;
        this.store = store;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.stopped = stopped;
        this.begun = nanoTime.getAsLong();
        this.told = begun;
    }

    long id() {
        return id;
    }

    int compared() {
        return compared;
    }

    /**
     * Compares a few events at once: on a busy machine an event mostly waits for a turn of its threads.
     *
     * @param threads the threads of the comparisons, whose processor time is limited
     * @throws InterruptedException if the hub stops
     */
    void compare(CompareEvent compare, CountedThreads threads) throws InterruptedException {
        long after = events.after(selection);
        long before = Long.MAX_VALUE;
        Rest rest = new Rest(threads);
        while (compared < selection.last()) {
            int most = Math.min(PlanEvents.PORTION, selection.last() - compared);
            List<Delivery.Event> portion = events.next(selection, before, after, most);
            if (portion.isEmpty()) {
                break;
            }
            Deque<Future<List<Compared>>> begunOnes = new ArrayDeque<>();
            int next = 0;
            for (Delivery.Event event : portion) {
                while (next < portion.size() && begunOnes.size() < AT_ONCE) {
                    Delivery.Event each = portion.get(next++);
                    begunOnes.add(threads.submit(() -> compare.of(each)));
                }
                result(begunOnes.remove()).forEach(each -> counts.add(event.id(), event.type(), each));
                compared++;
                if (hasEnded() || rest.hasEnded()) {
                    return;
                }
            }
            before = portion.getLast().id();
        }
        store.done(id, compared, counts.result(notes));
    }

    private static List<Compared> result(Future<List<Compared>> comparison) throws InterruptedException {
        try {
            return comparison.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage()), e);
        }
    }

    /** The rests that keep a plan within its share of one core. An idle time is not saved up. */
    private final class Rest {

        private final CountedThreads threads;
        private long used;
        private long looked = nanoTime.getAsLong();
        private long due = looked;

        Rest(CountedThreads threads) {
            this.threads = threads;
            this.used = usedUntilNow();
        }

        /** Rests if it must. @return true if the plan ended meanwhile */
        boolean hasEnded() throws InterruptedException {
            long now = usedUntilNow();
            due = Math.max(due, looked) + (now - used) * 100 / settings.share();
            used = now;
            looked = nanoTime.getAsLong();
            for (long left = due - looked; left > 0; left = due - nanoTime.getAsLong()) {
                LockSupport.parkNanos(Math.min(left, PROGRESS_EVERY));
                if (PlanRun.this.hasEnded()) {
                    return true;
                }
            }
            return false;
        }

        private long usedUntilNow() {
            return threads.used() + CountedThreads.usedByThisThread();
        }
    }

    private boolean hasEnded() throws InterruptedException {
        if (stopped.getAsBoolean()) {
            throw new InterruptedException();
        }
        long now = nanoTime.getAsLong();
        if (now - begun > settings.longest().toNanos()) {
            store.failed(id, compared, "It took longer than %s (waybill.plan.longest)".formatted(settings.longest()));
            return true;
        }
        if (now - told >= PROGRESS_EVERY) {
            told = now;
            if (store.progress(id, compared)) {
                store.cancelled(id, compared);
                return true;
            }
        }
        return false;
    }
}
