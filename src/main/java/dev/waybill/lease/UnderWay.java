package dev.waybill.lease;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The work that a consumer has under way: each piece holds a lease and a permit, and has a thread of its own. */
final class UnderWay {

    private final int most;
    private final HeldLeases held;
    private final Semaphore permits;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param most the limit of leases held at the same time */
    UnderWay(int most, HeldLeases held) {
        this.most = most;
        this.held = held;
        this.permits = new Semaphore(most);
    }

    int most() {
        return most;
    }

    int count() {
        return most - permits.availablePermits();
    }

    ExecutorService threads() {
        return threads;
    }

    /** Runs the work of a lease on a thread of its own; it ends in {@link #over} or {@link #left}. */
    void begin(long token, Runnable work) {
        permits.acquireUninterruptibly();
        held.begin(token);
        boolean begun = false;
        try {
            threads.execute(work);
            begun = true;
        } finally {
            if (!begun) {
                left(token);
            }
        }
    }

    /** Ends the work, and the lease with it. */
    void over(long token) {
        held.end(token);
        permits.release();
    }

    /** Leaves the lease to be given back within a second: its work did not begin, or broke off. */
    void left(long token) {
        held.leave(token);
        permits.release();
    }

    /** Waits until nothing is under way, or the time is over. */
    void awaitEnd(Duration limit) throws InterruptedException {
        if (permits.tryAcquire(most, limit.toNanos(), TimeUnit.NANOSECONDS)) {
            permits.release(most);
        }
    }
}
