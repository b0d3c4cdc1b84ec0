package dev.waybill.sockets;

import java.time.Duration;

/**
 * Measures how fast a body comes. The rate is checked over whole windows, so that a sender may pause for a moment. A
 * sender that sends all but the last bytes at once and then stalls is found as well.
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
     * @param window the time over which it is averaged
     */
    public record Least(long bytesPerSecond, Duration window) {}

    /** @param whenSlow the action that the connection's event loop takes then */
    public BodyPace(Least least, long now, Runnable whenSlow) {
        this.least = least;
        this.windowBegan = now;
        this.whenSlow = whenSlow;
    }

    /** @param all the bytes that came so far */
    public void came(long all) {
        bytes = all;
    }

    /** True if the last full window was too slow. Only the sweep calls this. */
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
