package dev.waybill.inbox;

import dev.waybill.batch.BatchWriter.Sized;
import dev.waybill.batch.Deadline;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The arrivals of one request, which wait as one and are stored in one commit. Its sender hears of them as one. */
final class PendingRequest implements Sized {

    private final List<PendingArrival> arrivals;
    private final Deadline end;
    private final AtomicReferenceArray<IntakeOutcome> outcomes;
    private final AtomicInteger open;

    /**
     * @param arrivals the arrivals, at least one
     * @param end the latest time for the sender's answer
     * @param goesOnIn the executor that notifies the sender
     * @param sender the callback, called once with the outcome of each arrival, in their order
     */
    PendingRequest(List<Arrival> arrivals, Deadline end, Executor goesOnIn, Consumer<List<IntakeOutcome>> sender) {
        this.end = end;
        this.outcomes = new AtomicReferenceArray<>(arrivals.size());
        this.open = new AtomicInteger(arrivals.size());
        this.arrivals = IntStream.range(0, arrivals.size())
                .mapToObj(i -> new PendingArrival(this, arrivals.get(i), goesOnIn, outcome -> {
                    outcomes.set(i, outcome);
                    if (open.decrementAndGet() == 0) {
                        sender.accept(outcomes());
                    }
                }))
                .toList();
    }

    private List<IntakeOutcome> outcomes() {
        return IntStream.range(0, outcomes.length())
                .mapToObj(i -> Objects.requireNonNull(outcomes.get(i)))
                .toList();
    }

    List<PendingArrival> arrivals() {
        return arrivals;
    }

    @Override
    public int count() {
        return arrivals.size();
    }

    @Override
    public long weight() {
        long weight = 0;
        for (PendingArrival arrival : arrivals) {
            weight += arrival.weight();
        }
        return weight;
    }

    /** True if the sender still waits. Storing for senders that have gone away would keep an overload alive. */
    boolean isAwaited() {
        return arrivals.stream().anyMatch(PendingArrival::isAwaited);
    }

    boolean isOverdue() {
        return left() == 0;
    }

    /** Returns the time that the sender can still wait, in nanoseconds. */
    long left() {
        return end.left();
    }
}
