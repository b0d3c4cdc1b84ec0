package dev.waybill.cluster;

import java.util.concurrent.Semaphore;

/** A signal for one waiting worker: wake-ups before the wait are not lost, and several wake it once. */
public final class Wakeup {

    private final Semaphore rung = new Semaphore(0);

    public void wake() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /** Waits for the next wake-up; returns at once if one came since the last wait. */
    public void await() throws InterruptedException {
        rung.acquire();
        rung.drainPermits();
    }
}
