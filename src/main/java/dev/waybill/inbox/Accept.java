package dev.waybill.inbox;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stores arrivals. What conflicts or can't be held is kept as refused before its sender hears of it. */
final class Accept {

    private final GroupCommit commit;
    private final IntakeMeters meters;
    private final Duration answerWithin;

    /** @param answerWithin how long a sender waits at most, for the event and, if need be, for the quarantine */
    Accept(GroupCommit commit, IntakeMeters meters, Duration answerWithin) {
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
    void accept(Arrival arrival, IfRefused ifRefused, Executor goesOnIn, Consumer<Outcome> sender) {
        Deadline end = Deadline.in(answerWithin);
        Consumer<Outcome> settled = outcome -> {
            meters.count(arrival.source(), outcome);
            switch (outcome) {
                case Outcome.Conflict(long event) ->
                    keep(ifRefused, "key conflict", arrival, event, end)
                            .whenCompleteAsync((kept, failure) -> sender.accept(ifKept(outcome, failure)), goesOnIn);
                case Outcome.Repeated(long event) ->
                    keep(ifRefused, "the same body came before, under another key", arrival, event, end)
                            .whenCompleteAsync((kept, failure) -> sender.accept(ifKept(outcome, failure)), goesOnIn);
                case Outcome.Unfit(String reason) ->
                    keep(ifRefused, reason, arrival, null, end)
                            .whenCompleteAsync((kept, failure) -> sender.accept(ifKept(outcome, failure)), goesOnIn);
                default -> sender.accept(outcome);
            }
        };
        String fault = Fitness.fault(arrival);
        if (fault == null) {
            commit.store(new Ticket(arrival, end, goesOnIn, settled));
        } else {
            settled.accept(new Outcome.Unfit(fault));
        }
    }

    /** Never throws: the sender would not be told. */
    private static CompletableFuture<Void> keep(
            IfRefused ifRefused, String reason, Arrival arrival, @Nullable Long event, Deadline end) {
        try {
            return ifRefused.verified(reason, arrival.key(), event, Duration.ofNanos(end.left()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Outcome ifKept(Outcome outcome, @Nullable Throwable failure) {
        return failure == null ? outcome : new Outcome.Unknown("the quarantine was not written", failure);
    }
}
