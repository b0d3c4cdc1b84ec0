package dev.waybill.handover;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failed attempt: doubling, up to a longest pause, with up to a fifth taken off at random, so
 * that what failed together does not come back together.
 */
public record Backoff(Duration first, Duration most) {

    private static final double JITTER = 0.2;

    public static Backoff exponential(Duration first) {
        return new Backoff(first, first);
    }

    public Backoff upTo(Duration longest) {
        return new Backoff(first, longest);
    }

    /** @param failures how many attempts have failed in a row, from 1 */
    Duration after(int failures, RandomGenerator random) {
        double full = first.toMillis() * Math.pow(2, Math.clamp(failures - 1, 0, 40));
        double bounded = Math.min(full, most.toMillis());
        return Duration.ofMillis((long) (bounded * (1 - JITTER * random.nextDouble())));
    }
}
