package dev.waybill.plan;

import dev.waybill.handover.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** One plan under way. It tells its progress also while it rests: without progress it would read as lost. */
final class PlanRun {

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

    /** @throws InterruptedException if the hub stops */
    void compare(CompareEvent compare) throws InterruptedException {
        long after = events.after(selection);
        long before = Long.MAX_VALUE;
        while (compared < selection.last()) {
            int most = Math.min(PlanEvents.PORTION, selection.last() - compared);
            List<Delivery.Event> portion = events.next(selection, before, after, most);
            if (portion.isEmpty()) {
                break;
            }
            for (Delivery.Event event : portion) {
                long from = nanoTime.getAsLong();
                compare.of(event).forEach(each -> counts.add(event.id(), event.type(), each));
                compared++;
                if (hasEnded() || hasEndedAtRest(nanoTime.getAsLong() - from)) {
                    return;
                }
            }
            before = portion.getLast().id();
        }
        store.done(id, compared, counts.result(notes));
    }

    private boolean hasEndedAtRest(long worked) throws InterruptedException {
        long until = nanoTime.getAsLong() + worked * (100 - settings.share()) / settings.share();
        for (long left = until - nanoTime.getAsLong(); left > 0; left = until - nanoTime.getAsLong()) {
            LockSupport.parkNanos(Math.min(left, PROGRESS_EVERY));
            if (hasEnded()) {
                return true;
            }
        }
        return false;
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
