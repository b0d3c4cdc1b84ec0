package dev.waybill.kafka;

import dev.waybill.kafka.StoreRecords.Ended;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Slows a reader down whose records all go to quarantine, since its source is most likely set up wrongly. At full speed
 * they would push out the webhooks that are kept there.
 */
final class SlowDown {

    /** The number of refused records in a row, with none stored between them. */
    static final int AFTER = 100;

    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanos;
    private int refused;
    private long nextAt;

    /** @param nanos a monotonic clock, in nanoseconds */
    SlowDown(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void ended(Ended end) {
        if (end == Ended.STORED) {
            refused = 0;
        } else if (end == Ended.REFUSED) {
            refused++;
            nextAt = nanos.getAsLong() + PAUSE;
        }
    }

    boolean isOn() {
        return refused >= AFTER;
    }

    /** Returns the number of records that may be tried now. */
    int most() {
        if (!isOn()) {
            return Integer.MAX_VALUE;
        }
        return nanos.getAsLong() - nextAt >= 0 ? 1 : 0;
    }
}
