package dev.waybill.inbox;

import dev.waybill.batch.Deadline;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
     * Stores the webhook's arrivals later, in one commit, and returns at once. An arrival that can't be stored at all
     * keeps the others out. One whose key or body is taken does not: they are committed, and the sender hears of it.
     *
     * @param sender the callback, called once: the events are committed, or certainly will not be
     */
    public void accept(ArrivalContext webhook, Consumer<IntakeOutcome> sender) {
        List<Arrival> arrivals = webhook.arrivals();
        Deadline end = Deadline.in(answerWithin);
        for (int item = 0; item < arrivals.size(); item++) {
            String fault = ArrivalChecks.fault(arrivals.get(item));
            if (fault != null) {
                settle(
                        webhook,
                        Collections.nCopies(arrivals.size(), new IntakeOutcome.Unfit(fault)),
                        item,
                        end,
                        sender);
                return;
            }
        }
        commit.store(new PendingRequest(
                arrivals,
                end,
                webhook.goesOnIn(),
                outcomes -> settle(webhook, outcomes, IntakeOutcome.first(outcomes), end, sender)));
    }

    /** @param item the index of the arrival whose outcome the sender hears */
    private void settle(
            ArrivalContext webhook,
            List<? extends IntakeOutcome> outcomes,
            int item,
            Deadline end,
            Consumer<IntakeOutcome> sender) {
        for (int i = 0; i < outcomes.size(); i++) {
            meters.count(webhook.arrivals().get(i).source(), outcomes.get(i));
        }
        IntakeOutcome outcome = outcomes.get(item);
        CompletableFuture<Void> kept =
                switch (outcome) {
                    case IntakeOutcome.Conflict(long event) -> keep(webhook, item, "key conflict", event, end);
                    case IntakeOutcome.Repeated(long event) ->
                        keep(webhook, item, "the same body came before, under another key", event, end);
                    case IntakeOutcome.Unfit(String reason) -> keep(webhook, item, reason, null, end);
                    default -> null;
                };
        if (kept == null) {
            sender.accept(outcome);
        } else {
            kept.whenCompleteAsync((done, failure) -> sender.accept(ifKept(outcome, failure)), webhook.goesOnIn());
        }
    }

    /** Never throws: an exception would leave the sender without an answer. */
    private static CompletableFuture<Void> keep(
            ArrivalContext webhook, int item, String reason, @Nullable Long event, Deadline end) {
        int items = webhook.arrivals().size();
        try {
            return webhook.refuseVerified(
                    items == 1 ? reason : "item %d of %d: %s".formatted(item + 1, items, reason),
                    webhook.arrivals().get(item).key(),
                    event,
                    Duration.ofNanos(end.left()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static IntakeOutcome ifKept(IntakeOutcome outcome, @Nullable Throwable failure) {
        return failure == null ? outcome : new IntakeOutcome.Unknown("the quarantine was not written", failure);
    }
}
