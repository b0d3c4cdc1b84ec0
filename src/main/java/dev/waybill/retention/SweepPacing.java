package dev.waybill.retention;

import java.time.Duration;

/**
 * The pace of a stage.
 *
 * @param pause the shortest rest after a batch
 * @param every the rest when no row is old enough
 * @param revisit the time between two starts of a sweep from the beginning
 */
record SweepPacing(Duration pause, Duration every, Duration revisit) {

    /** A million rows that must stay take two minutes of small reads, which is too much for a shorter interval. */
    private static final Duration REVISIT = Duration.ofHours(1);

    static SweepPacing of(RetentionSettings settings) {
        return new SweepPacing(settings.pause(), settings.every(), REVISIT);
    }
}
