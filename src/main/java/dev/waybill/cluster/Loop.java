package dev.waybill.cluster;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's thread: one step per wake-up. A failed step, even with an Error, is tried again after a growing, jittered
 * pause, without end. An outage is logged when it begins and when it ends. The thread is a platform thread: a route
 * that never frees its carrier can't stop the workers.
 */
public final class Loop {

    /** A step of the worker, also callable from a test. */
    @FunctionalInterface
    public interface Step {
        void run() throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final String name;
    private final Wakeup wakeup;
    private final Step step;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ReentrantLock running = new ReentrantLock();
    private @Nullable Thread thread;
    private volatile int failures;

    public Loop(String name, Wakeup wakeup, Step step) {
        this.name = name;
        this.wakeup = wakeup;
        this.step = step;
    }

    public synchronized void start() {
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
        wakeup.wake();
    }

    /** Ends after the present step and waits for that. */
    public synchronized void stop() throws InterruptedException {
        stopped.countDown();
        wakeup.wake();
        if (thread != null) {
            thread.join();
        }
    }

    /** Waits for the present step, if any: later steps see every value set before. */
    public void awaitStep() {
        running.lock();
        running.unlock();
    }

    /** True if the last step failed. */
    public boolean failing() {
        return failures > 0;
    }

    private void run() {
        try {
            while (stopped.getCount() > 0) {
                wakeup.await();
                if (stopped.getCount() > 0) {
                    attempt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() throws InterruptedException {
        try {
            takeStep();
            if (failures > 0) {
                LOG.info("{} works again after {} failed step(s)", name, failures);
            }
            failures = 0;
        } catch (RuntimeException | Error e) {
            failures++;
            if (failures == 1) {
                FailureLog.warn(LOG, name + " failed; it is retried with growing pauses until it succeeds", e);
            }
            stopped.await(pause().toMillis(), TimeUnit.MILLISECONDS);
            wakeup.wake();
        }
    }

    private void takeStep() throws InterruptedException {
        running.lock();
        try {
            step.run();
        } finally {
            running.unlock();
        }
    }

    private Duration pause() {
        long most = Math.min(LONGEST_PAUSE.toMillis(), 100L << Math.min(failures, 10));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most));
    }
}
