package dev.waybill.quarantine;

import java.util.function.LongSupplier;

/** A rate limit: an upper bound on the number of events within any one second. */
final class SlidingWindowLimit {

    private static final long SECOND = 1_000_000_000L;

    private final long[] last;
    private final LongSupplier nanos;
    private int next;
    private int used;

    /** @param nanos a monotonic clock, in nanoseconds */
    SlidingWindowLimit(int perSecond, LongSupplier nanos) {
        this.last = new long[perSecond];
        this.nanos = nanos;
    }

    /** True if it may happen now, which counts it as happened. */
    synchronized boolean mayHappen() {
        long now = nanos.getAsLong();
        if (used == last.length && now - last[next] < SECOND) {
            return false;
        }
        last[next] = now;
        next = (next + 1) % last.length;
        used = Math.min(used + 1, last.length);
        return true;
    }
}
