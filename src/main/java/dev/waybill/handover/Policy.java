package dev.waybill.handover;

import dev.waybill.handover.Outcome.Broken;
import dev.waybill.handover.Outcome.Delivered;
import dev.waybill.handover.Outcome.GivenUp;
import dev.waybill.handover.Outcome.TryAgain;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A destination's rules for what follows an attempt.
 *
 * @param maxAttempts attempts until a delivery is given up
 * @param longestNotBefore the longest pause that the other side can ask for
 */
public record Policy(int maxAttempts, Backoff backoff, Duration longestNotBefore, OnDead onDead) {

    /** Leases beyond {@code maxAttempts} that a delivery may use up without a result before it is held to kill the hub. */
    private static final int CRASHES = 3;

    /** Attempts beyond {@code maxAttempts} for a broken mapping: several pauses by the hub come first. */
    private static final int FAULTS = 12;

    public Verdict judge(Outcome outcome, Delivery delivery, RandomGenerator random) {
        return switch (outcome) {
            case Delivered delivered -> new Verdict.Done();
            case GivenUp givenUp -> givenUp();
            // a fault of every event has paused the destination long before; one of this event alone must not wait
            // unseen
            case Broken broken ->
                delivery.budgetUsed() >= maxAttempts + FAULTS
                        ? givenUp()
                        : new Verdict.Retry(backoff.after(delivery.budgetUsed(), random));
            case TryAgain tryAgain ->
                delivery.budgetUsed() >= maxAttempts ? givenUp() : new Verdict.Retry(pause(tryAgain, delivery, random));
        };
    }

    /** Whether so many leases ended without a result that the delivery itself must be what ends the hub. */
    public boolean killsTheHub(LaneLease lease) {
        return lease.tries() > maxAttempts + CRASHES;
    }

    private Verdict givenUp() {
        return onDead == OnDead.skip ? new Verdict.GoOn() : new Verdict.Block();
    }

    private Duration pause(TryAgain tryAgain, Delivery delivery, RandomGenerator random) {
        Duration own = backoff.after(delivery.budgetUsed(), random);
        Duration asked = asked(tryAgain);
        return asked.compareTo(own) < 0 ? own : asked;
    }

    /** The pause that the other side asked for, up to the longest it can ask for; zero where it asked for none. */
    public Duration asked(TryAgain tryAgain) {
        Duration asked = tryAgain.notBefore();
        if (asked == null) {
            return Duration.ZERO;
        }
        return asked.compareTo(longestNotBefore) > 0 ? longestNotBefore : asked;
    }
}
