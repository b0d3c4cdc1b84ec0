package dev.waybill.availability;

import java.time.Duration;

/**
 * The work that is accepted and not done.
 *
 * @param count the number of unrouted events or undelivered deliveries
 * @param oldest the time since the oldest of the work that needs no operator was accepted; zero without any
 */
public record BacklogSize(long count, Duration oldest) {

    /** No work, or nothing measured yet. */
    public static final BacklogSize NOTHING = new BacklogSize(0, Duration.ZERO);

    /** Returns the sum of the counts and the larger of the ages. */
    public BacklogSize and(BacklogSize other) {
        return new BacklogSize(count + other.count, oldest.compareTo(other.oldest) > 0 ? oldest : other.oldest);
    }
}
