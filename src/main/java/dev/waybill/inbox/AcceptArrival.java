package dev.waybill.inbox;

import dev.waybill.batch.Deadline;
import dev.waybill.inbox.ArrivalContext.TakeArrivals;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stores arrivals. Keeps a conflicting, repeated or unstorable arrival in quarantine before its sender gets the answer.
 */
public final class AcceptArrival implements TakeArrivals {

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
    @Override
    public void accept(ArrivalContext webhook, Consumer<IntakeOutcome> sender) {
        List<Arrival> arrivals = webhook.arrivals();
        Deadline end = Deadline.in(answerWithin);
        List<ItemFault> unfit = ItemFault.before(arrivals);
        if (!unfit.isEmpty()) {
            IntakeOutcome refused = new IntakeOutcome.Unfit(unfit.getFirst().reason());
            settle(webhook, Collections.nCopies(arrivals.size(), refused), unfit, end, sender);
            return;
        }
        commit.store(new PendingRequest(
                arrivals,
                end,
                webhook.goesOnIn(),
                outcomes -> settle(webhook, outcomes, ItemFault.in(outcomes), end, sender)));
    }

    /** @param faults what the quarantine says of the request, unless a repetition may end otherwise */
    private void settle(
            ArrivalContext webhook,
            List<IntakeOutcome> outcomes,
            List<ItemFault> faults,
            Deadline end,
            Consumer<IntakeOutcome> sender) {
        for (int i = 0; i < outcomes.size(); i++) {
            meters.count(webhook.arrivals().get(i).source(), outcomes.get(i));
        }
        IntakeOutcome outcome = IntakeOutcome.first(outcomes);
        if (faults.isEmpty() || outcome instanceof IntakeOutcome.Unknown) {
            sender.accept(outcome);
        } else {
            keep(webhook, faults, end)
                    .whenCompleteAsync((done, failure) -> sender.accept(ifKept(outcome, failure)), webhook.goesOnIn());
        }
    }

    /** Never throws: an exception would leave the sender without an answer. */
    private static CompletableFuture<Void> keep(ArrivalContext webhook, List<ItemFault> faults, Deadline end) {
        List<Arrival> arrivals = webhook.arrivals();
        ItemFault first = faults.getFirst();
        try {
            return webhook.refuseVerified(
                    ItemFault.inWords(faults, arrivals.size()),
                    ItemFault.isOfAll(faults, arrivals.size())
                            ? null
                            : arrivals.get(first.item()).key(),
                    first.event(),
                    Duration.ofNanos(end.left()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static IntakeOutcome ifKept(IntakeOutcome outcome, @Nullable Throwable failure) {
        return failure == null ? outcome : new IntakeOutcome.Unknown("the quarantine was not written", failure);
    }
}
