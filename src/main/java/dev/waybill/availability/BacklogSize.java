package dev.waybill.availability;

import java.time.Duration;

/**
 * Work that is accepted and not done.
 *
 * @param count events that are not routed, or deliveries that are not delivered
 * @param oldest how long ago the oldest of what the hub works on by itself was accepted; zero if there is none
 */
public record BacklogSize(long count, Duration oldest) {

    /** Nothing, or nothing known yet. */
    public static final BacklogSize NOTHING = new BacklogSize(0, Duration.ZERO);

    /** Both together. */
    public BacklogSize and(BacklogSize other) {
        return new BacklogSize(count + other.count, oldest.compareTo(other.oldest) > 0 ? oldest : other.oldest);
    }
}
