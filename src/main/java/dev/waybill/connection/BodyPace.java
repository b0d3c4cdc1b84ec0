package dev.waybill.connection;

import java.time.Duration;

/**
 * How fast a body comes. It is looked at over whole windows, so that a sender may stumble, but one that brings all but
 * the last bytes at once and then stalls is found out as well.
 */
public final class BodyPace {

    private final Least least;
    private final Runnable whenSlow;
    private volatile long bytes;
    private long windowBegan;
    private long bytesBefore;

    /**
     * The rate that a sender must keep.
     *
     * @param bytesPerSecond the least rate
     * @param window what it is averaged over
     */
    public record Least(long bytesPerSecond, Duration window) {}

    /** @param whenSlow what the connection's event loop does then */
    public BodyPace(Least least, long now, Runnable whenSlow) {
        this.least = least;
        this.windowBegan = now;
        this.whenSlow = whenSlow;
    }

    /** @param all bytes that came so far */
    public void came(long all) {
        bytes = all;
    }

    /** Called by the sweep alone. */
    boolean isSlow(long now) {
        long nanos = now - windowBegan;
        if (nanos < least.window.toNanos()) {
            return false;
        }
        long came = bytes;
        boolean slow = (double) (came - bytesBefore) * 1e9 < (double) least.bytesPerSecond * nanos;
        windowBegan = now;
        bytesBefore = came;
        return slow;
    }

    Runnable whenSlow() {
        return whenSlow;
    }
}
