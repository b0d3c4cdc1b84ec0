package dev.waybill.handover;

import java.time.Duration;
import java.util.random.RandomGenerator;

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
