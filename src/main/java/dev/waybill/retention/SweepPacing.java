package dev.waybill.retention;

import java.time.Duration;

/**
 * How fast a stage goes.
 *
 * @param pause the least rest after a batch
 * @param every the rest when nothing old enough is left
 * @param revisit how long after its last beginning a sweep that has come to the end begins again
 */
record SweepPacing(Duration pause, Duration every, Duration revisit) {

    /** A million rows that must stay take two minutes of small reads: not worth it more often. */
    private static final Duration REVISIT = Duration.ofHours(1);

    static SweepPacing of(RetentionSettings settings) {
        return new SweepPacing(settings.pause(), settings.every(), REVISIT);
    }
}
