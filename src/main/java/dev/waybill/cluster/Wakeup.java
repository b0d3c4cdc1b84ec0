package dev.waybill.cluster;

import java.util.concurrent.Semaphore;

/** A bell for one waiting worker: rings before the wait are not lost, and many rings wake it once. */
public final class Wakeup {

    private final Semaphore rung = new Semaphore(0);

    public void wake() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /** Waits for the next ring; returns at once if it rang since the last wait. */
    public void await() throws InterruptedException {
        rung.acquire();
        rung.drainPermits();
    }
}
