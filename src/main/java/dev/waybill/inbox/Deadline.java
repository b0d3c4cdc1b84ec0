package dev.waybill.inbox;

import java.time.Duration;

/** When waiting ends, by the monotonic clock: several waits can share one. */
record Deadline(long nanos) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** In nanoseconds; never negative. */
    long left() {
        return Math.max(0, nanos - System.nanoTime());
    }
}
