package dev.waybill.inbox;

import dev.waybill.batch.Deadline;
import dev.waybill.batch.Sized;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One arrival, and the sender that is to be told what became of it. Nobody waits for it on a thread. */
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
     * @param end when the sender has to be told at the latest
     * @param goesOnIn where it is told
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

    /** The first outcome counts. {@link NotifySenders} takes it to the sender. */
    public void settle(IntakeOutcome settled) {
        if (outcome.compareAndSet(null, settled)) {
            untold.set(settled);
        }
    }

    /** Whether somebody still waits: writing for those who have gone away would keep an overload alive. */
    boolean isAwaited() {
        return outcome.get() == null;
    }

    boolean isOverdue() {
        return left() == 0;
    }

    /** How much longer the sender can wait, in nanoseconds. */
    long left() {
        return end.left();
    }

    /** What has to be done to tell the sender; null while there is no outcome, and after the first call that gave one. */
    @Nullable
    Runnable telling() {
        IntakeOutcome settled = untold.getAndSet(null);
        return settled == null ? null : () -> sender.accept(settled);
    }
}
