package dev.waybill.search;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The time that one search may take. */
final class SearchBudget {

    private final LongSupplier nanoTime;
    private final long begun;
    private final long nanos;

    /** @param nanoTime the monotonic clock, in nanoseconds */
    SearchBudget(LongSupplier nanoTime, Duration most) {
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        this.nanos = most.toNanos();
    }

    boolean isSpent() {
        return nanoTime.getAsLong() - begun >= nanos;
    }
}
