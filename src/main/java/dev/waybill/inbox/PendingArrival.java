package dev.waybill.inbox;

import dev.waybill.batch.BoundedQueue.Sized;
import dev.waybill.batch.Deadline;
import dev.waybill.inbox.ArrivalsByKey.EventKey;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An arrival whose sender still needs the outcome. No thread blocks while it waits. */
public final class PendingArrival implements Sized {

    /** The row's other columns and the objects around it, so that ten thousand empty bodies are not free. */
    private static final int OVERHEAD = 1024;

    private final Arrival arrival;
    private final Deadline end;
    private final Executor goesOnIn;
    private final Consumer<IntakeOutcome> sender;
    private final AtomicReference<@Nullable IntakeOutcome> outcome = new AtomicReference<>();
    private final AtomicReference<@Nullable IntakeOutcome> untold = new AtomicReference<>();

    /**
     * @param end the latest time for the sender's answer
     * @param goesOnIn the executor that notifies the sender
     */
    public PendingArrival(Arrival arrival, Deadline end, Executor goesOnIn, Consumer<IntakeOutcome> sender) {
        this.arrival = arrival;
        this.end = end;
        this.goesOnIn = goesOnIn;
        this.sender = sender;
    }

    Arrival arrival() {
        return arrival;
    }

    Executor goesOnIn() {
        return goesOnIn;
    }

    EventKey key() {
        return EventKey.of(arrival);
    }

    @Override
    public long weight() {
        return OVERHEAD + arrival.weight();
    }

    /** Sets the outcome; only the first one counts. {@link NotifySenders} takes it to the sender. */
    public void settle(IntakeOutcome settled) {
        if (outcome.compareAndSet(null, settled)) {
            untold.set(settled);
        }
    }

    /** True if the sender still waits. Storing for senders that have gone away would keep an overload alive. */
    boolean isAwaited() {
        return outcome.get() == null;
    }

    boolean isOverdue() {
        return left() == 0;
    }

    /** Returns the time that the sender can still wait, in nanoseconds. */
    long left() {
        return end.left();
    }

    /**
     * Returns the task that notifies the sender. Returns null without an outcome, and after the first call that
     * returned the task.
     */
    @Nullable
    Runnable telling() {
        IntakeOutcome settled = untold.getAndSet(null);
        return settled == null ? null : () -> sender.accept(settled);
    }
}
