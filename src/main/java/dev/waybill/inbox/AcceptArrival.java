package dev.waybill.inbox;

import dev.waybill.batch.Deadline;
import dev.waybill.quarantine.OnRefusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stores arrivals. What conflicts or can't be held is kept as refused before its sender hears of it. */
public final class AcceptArrival {

    private final GroupCommit commit;
    private final IntakeMeters meters;
    private final Duration answerWithin;

    /** @param answerWithin how long a sender waits at most, for the event and, if need be, for the quarantine */
    public AcceptArrival(GroupCommit commit, IntakeMeters meters, Duration answerWithin) {
        this.commit = commit;
        this.meters = meters;
        this.answerWithin = answerWithin;
    }

    /**
     * Returns at once.
     *
     * @param goesOnIn where the sender is told
     * @param sender told once, when the event is committed or it is clear that it won't be
     */
    public void accept(Arrival arrival, OnRefusal ifRefused, Executor goesOnIn, Consumer<IntakeOutcome> sender) {
        Deadline end = Deadline.in(answerWithin);
        Consumer<IntakeOutcome> settled = outcome -> {
            meters.count(arrival.source(), outcome);
            switch (outcome) {
                case IntakeOutcome.Conflict(long event) ->
                    keep(ifRefused, "key conflict", arrival, event, end)
                            .whenCompleteAsync((kept, failure) -> sender.accept(ifKept(outcome, failure)), goesOnIn);
                case IntakeOutcome.Repeated(long event) ->
                    keep(ifRefused, "the same body came before, under another key", arrival, event, end)
                            .whenCompleteAsync((kept, failure) -> sender.accept(ifKept(outcome, failure)), goesOnIn);
                case IntakeOutcome.Unfit(String reason) ->
                    keep(ifRefused, reason, arrival, null, end)
                            .whenCompleteAsync((kept, failure) -> sender.accept(ifKept(outcome, failure)), goesOnIn);
                default -> sender.accept(outcome);
            }
        };
        String fault = ArrivalChecks.fault(arrival);
        if (fault == null) {
            commit.store(new PendingArrival(arrival, end, goesOnIn, settled));
        } else {
            settled.accept(new IntakeOutcome.Unfit(fault));
        }
    }

    /** Never throws: the sender would not be told. */
    private static CompletableFuture<Void> keep(
            OnRefusal ifRefused, String reason, Arrival arrival, @Nullable Long event, Deadline end) {
        try {
            return ifRefused.verified(reason, arrival.key(), event, Duration.ofNanos(end.left()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static IntakeOutcome ifKept(IntakeOutcome outcome, @Nullable Throwable failure) {
        return failure == null ? outcome : new IntakeOutcome.Unknown("the quarantine was not written", failure);
    }
}
