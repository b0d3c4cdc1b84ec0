package dev.waybill.handover;

import dev.waybill.handover.Delivery.LaneLease;
import dev.waybill.handover.Outcome.Broken;
import dev.waybill.handover.Outcome.Delivered;
import dev.waybill.handover.Outcome.GivenUp;
import dev.waybill.handover.Outcome.TryAgain;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A destination's rules for the consequence of an attempt.
 *
 * @param maxAttempts the number of attempts until a delivery is given up
 * @param longestNotBefore the longest pause that the other side can ask for
 */
public record Policy(int maxAttempts, Backoff backoff, Duration longestNotBefore, OnDead onDead) {

    /**
     * The number of leases beyond {@code maxAttempts} without a result, after which a delivery counts as crashing the
     * hub.
     */
    private static final int CRASHES = 3;

    /** The number of attempts beyond {@code maxAttempts} for a broken mapping: several pauses by the hub come first. */
    private static final int FAULTS = 12;

    public Verdict judge(Outcome outcome, Delivery delivery, RandomGenerator random) {
        return switch (outcome) {
            case Delivered delivered -> new Verdict.Done();
            case GivenUp givenUp -> givenUp();
            // a fault of every event has paused the destination long before; a fault of this event alone must not wait
            // unseen
            case Broken broken ->
                delivery.budgetUsed() >= maxAttempts + FAULTS
                        ? givenUp()
                        : new Verdict.Retry(backoff.after(delivery.budgetUsed(), random));
            case TryAgain tryAgain ->
                delivery.budgetUsed() >= maxAttempts ? givenUp() : new Verdict.Retry(pause(tryAgain, delivery, random));
        };
    }

    /** True if the delivery seems to crash the hub: too many leases ended without a result. */
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

    /** Returns the pause that the other side asked for, limited to {@code longestNotBefore}; zero without one. */
    public Duration asked(TryAgain tryAgain) {
        Duration asked = tryAgain.requestedPause();
        if (asked == null) {
            return Duration.ZERO;
        }
        return asked.compareTo(longestNotBefore) > 0 ? longestNotBefore : asked;
    }

    /**
     * The pause after a failed attempt: doubles up to a longest pause. Random jitter takes off up to a fifth, so that
     * deliveries that failed together don't return together.
     */
    public record Backoff(Duration first, Duration most) {

        private static final double JITTER = 0.2;

        public static Backoff exponential(Duration first) {
            return new Backoff(first, first);
        }

        public Backoff upTo(Duration longest) {
            return new Backoff(first, longest);
        }

        /** @param failures the number of consecutive failed attempts, from 1 */
        Duration after(int failures, RandomGenerator random) {
            double full = first.toMillis() * Math.pow(2, Math.clamp(failures - 1, 0, 40));
            double bounded = Math.min(full, most.toMillis());
            return Duration.ofMillis((long) (bounded * (1 - JITTER * random.nextDouble())));
        }
    }
}
