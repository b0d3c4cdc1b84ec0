package dev.waybill.batch;

import java.time.Duration;

/** The end of a wait, by the monotonic clock; several waits can share one. */
public record Deadline(long nanos) {

    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Returns the remaining time in nanoseconds; never negative. */
    public long left() {
        return Math.max(0, nanos - System.nanoTime());
    }
}
