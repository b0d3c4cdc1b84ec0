package dev.waybill.outbox;

import dev.waybill.outbox.Lanes.Freed;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records ended attempts, for many lanes of any destination in one commit. The lanes are locked first; an attempt whose
 * lease has passed to somebody else is recorded as stale and changes nothing.
 */
final class SettleAttempts {

    private final TransactionTemplate transaction;
    private final Lanes lanes;
    private final Deliveries deliveries;
    private final Attempts attempts;

    SettleAttempts(TransactionTemplate transaction, Lanes lanes, Deliveries deliveries, Attempts attempts) {
        this.transaction = transaction;
        this.lanes = lanes;
        this.deliveries = deliveries;
        this.attempts = attempts;
    }

    /**
     * Settles attempts, of one owner or of several.
     *
     * @return the leases that still held; the others were fenced
     */
    Set<LaneLease> settle(List<Attempted> ended) {
        return Objects.requireNonNull(transaction.execute(status -> write(ended)));
    }

    private Set<LaneLease> write(List<Attempted> ended) {
        List<LaneLease> held = lanes.lock(ended.stream().map(Attempted::lease).toList());
        Set<LaneLease> ours = new HashSet<>(held);
        attempts.insert(ended, ours);
        List<Attempted> counting =
                ended.stream().filter(attempt -> ours.contains(attempt.lease())).toList();
        if (!counting.isEmpty()) {
            deliveries.settle(counting.stream().map(SettleAttempts::settled).toList());
            lanes.closeEmpty(held);
            lanes.free(counting.stream().map(SettleAttempts::freed).toList());
        }
        return ours;
    }

    private static Deliveries.Settled settled(Attempted attempt) {
        String state =
                switch (attempt.verdict()) {
                    case Verdict.Done done -> "DELIVERED";
                    case Verdict.Retry retry -> "PENDING";
                    case Verdict.Block block -> "DEAD";
                    case Verdict.GoOn goOn -> "SKIPPED";
                };
        return new Deliveries.Settled(attempt.delivery().id(), state);
    }

    private static boolean unreachable(Attempted attempt) {
        return attempt.outcome() instanceof Outcome.TryAgain again && again.unreachable();
    }

    private static Freed freed(Attempted attempt) {
        return switch (attempt.verdict()) {
            case Verdict.Done done -> new Freed(attempt.lease(), Duration.ZERO, null);
            case Verdict.GoOn goOn -> new Freed(attempt.lease(), Duration.ZERO, null);
            case Verdict.Retry retry -> new Freed(attempt.lease(), retry.pause(), null, unreachable(attempt));
            case Verdict.Block block ->
                new Freed(attempt.lease(), Duration.ZERO, attempt.delivery().id());
        };
    }
}
