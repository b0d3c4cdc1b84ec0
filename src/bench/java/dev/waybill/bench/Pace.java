package dev.waybill.bench;

import java.util.concurrent.locks.LockSupport;

/** The time of an open loop; a test has its own. */
interface Pace {

    /** The clock of this machine. */
    Pace REAL = new Pace() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void waitUntil(long nanos) {
            for (long left = nanos - nanos(); left > 0; left = nanos - nanos()) {
                LockSupport.parkNanos(left);
            }
        }
    };

    long nanos();

    /** Returns at once if it is later already. */
    void waitUntil(long nanos);
}
