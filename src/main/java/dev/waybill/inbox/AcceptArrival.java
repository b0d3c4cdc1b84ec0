package dev.waybill.inbox;

import dev.waybill.batch.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stores arrivals. Keeps a conflicting, repeated or unstorable arrival in quarantine before its sender gets the answer.
 */
public final class AcceptArrival {

    private final GroupCommit commit;
    private final IntakeMeters meters;
    private final Duration answerWithin;

    /** @param answerWithin the longest wait of a sender, for the event and, if necessary, for the quarantine */
    public AcceptArrival(GroupCommit commit, IntakeMeters meters, Duration answerWithin) {
        this.commit = commit;
        this.meters = meters;
        this.answerWithin = answerWithin;
    }

    /**
     * Stores the webhook's arrival later and returns at once.
     *
     * @param sender the callback, called once: the event is committed, or certainly will not be
     */
    public void accept(ArrivalContext webhook, Consumer<IntakeOutcome> sender) {
        Arrival arrival = webhook.arrival();
        Executor goesOnIn = webhook.goesOnIn();
        Deadline end = Deadline.in(answerWithin);
        Consumer<IntakeOutcome> settled = outcome -> {
            meters.count(arrival.source(), outcome);
            CompletableFuture<Void> kept =
                    switch (outcome) {
                        case IntakeOutcome.Conflict(long event) -> keep(webhook, "key conflict", event, end);
                        case IntakeOutcome.Repeated(long event) ->
                            keep(webhook, "the same body came before, under another key", event, end);
                        case IntakeOutcome.Unfit(String reason) -> keep(webhook, reason, null, end);
                        default -> null;
                    };
            if (kept == null) {
                sender.accept(outcome);
            } else {
                kept.whenCompleteAsync((done, failure) -> sender.accept(ifKept(outcome, failure)), goesOnIn);
            }
        };
        String fault = ArrivalChecks.fault(arrival);
        if (fault == null) {
            commit.store(new PendingArrival(arrival, end, goesOnIn, settled));
        } else {
            settled.accept(new IntakeOutcome.Unfit(fault));
        }
    }

    /** Never throws: an exception would leave the sender without an answer. */
    private static CompletableFuture<Void> keep(
            ArrivalContext webhook, String reason, @Nullable Long event, Deadline end) {
        try {
            return webhook.refuseVerified(reason, event, Duration.ofNanos(end.left()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static IntakeOutcome ifKept(IntakeOutcome outcome, @Nullable Throwable failure) {
        return failure == null ? outcome : new IntakeOutcome.Unknown("the quarantine was not written", failure);
    }
}
