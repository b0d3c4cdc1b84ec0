package dev.waybill.handover;

import dev.waybill.handover.Delivery.LaneLease;
import dev.waybill.handover.Delivery.Leased;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A finished attempt and its consequence.
 *
 * @param calledOutside true if it called a system outside the JVM
 * @param sent the message that it sent; null without one, or if none is kept
 * @param revision the number of the revision whose route it ran through; null without a published one
 */
public record FinishedAttempt(
        Leased leased,
        Outcome outcome,
        Verdict verdict,
        Instant startedAt,
        Duration took,
        boolean calledOutside,
        @Nullable SentMessage sent,
        @Nullable Integer revision) {

    public LaneLease lease() {
        return leased.lease();
    }

    public Delivery delivery() {
        return leased.delivery();
    }

    /** Returns a copy without any content from or for the other side, for a database that can't store that. */
    public FinishedAttempt bare(String reason) {
        Answer answer = Answer.none(reason);
        Outcome bare =
                switch (outcome) {
                    case Outcome.Delivered delivered -> new Outcome.Delivered(answer);
                    case Outcome.TryAgain again ->
                        new Outcome.TryAgain(answer, again.requestedPause(), again.unreachable());
                    case Outcome.Broken broken -> new Outcome.Broken(answer);
                    case Outcome.GivenUp givenUp -> new Outcome.GivenUp(answer);
                };
        return new FinishedAttempt(leased, bare, verdict, startedAt, took, calledOutside, null, revision);
    }

    /** The end of an attempt, as it is recorded. */
    public enum AttemptOutcome {
        /** The destination took the delivery. */
        DELIVERED,
        /** The attempt failed; another one may succeed. */
        FAILED,
        /** The destination refused the delivery for good. */
        REFUSED;

        /** True if a row's text names this outcome. */
        public boolean is(String outcome) {
            return name().equals(outcome);
        }
    }
}
