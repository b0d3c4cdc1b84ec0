package dev.waybill.quarantine;

import java.util.function.LongSupplier;

/**
 * A limit of bytes per second, in the long run. Unused seconds add up to one large item and no further. An item larger
 * than that passes once the whole allowance is there; the next items wait until it is paid for.
 */
final class ByteAllowance {

    private static final double SECOND = 1_000_000_000.0;

    private final long perSecond;
    private final long most;
    private final LongSupplier nanos;
    private double left;
    private long at;

    /**
     * @param most the limit of the unused allowance
     * @param nanos a monotonic clock, in nanoseconds
     */
    ByteAllowance(long perSecond, long most, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.most = Math.max(perSecond, most);
        this.nanos = nanos;
        this.left = this.most;
        this.at = nanos.getAsLong();
    }

    /** True if these bytes may pass now, which takes them off the allowance. */
    synchronized boolean mayTake(long bytes) {
        long now = nanos.getAsLong();
        left = Math.min(most, left + (now - at) / SECOND * perSecond);
        at = now;
        if (left < Math.min(bytes, most)) {
            return false;
        }
        left -= bytes;
        return true;
    }
}
