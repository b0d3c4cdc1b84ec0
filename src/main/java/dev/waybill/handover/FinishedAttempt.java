package dev.waybill.handover;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that ended, and what follows from it.
 *
 * @param calledOutside whether it came as far as calling something outside the JVM
 * @param sent what it handed over; null if it came to none, or none is kept
 */
public record FinishedAttempt(
        Leased leased,
        Outcome outcome,
        Verdict verdict,
        Instant startedAt,
        Duration took,
        boolean calledOutside,
        @Nullable SentMessage sent) {

    public LaneLease lease() {
        return leased.lease();
    }

    public Delivery delivery() {
        return leased.delivery();
    }

    /** The same end without anything that came from outside or went there, for a ledger that can't hold it. */
    public FinishedAttempt bare(String reason) {
        Answer answer = Answer.none(reason);
        Outcome bare =
                switch (outcome) {
                    case Outcome.Delivered delivered -> new Outcome.Delivered(answer);
                    case Outcome.TryAgain again -> new Outcome.TryAgain(answer, again.notBefore(), again.unreachable());
                    case Outcome.Broken broken -> new Outcome.Broken(answer);
                    case Outcome.GivenUp givenUp -> new Outcome.GivenUp(answer);
                };
        return new FinishedAttempt(leased, bare, verdict, startedAt, took, calledOutside, null);
    }
}
