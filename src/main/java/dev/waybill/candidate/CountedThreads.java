package dev.waybill.candidate;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Threads that count the processor time of their ended tasks. Virtual threads have no such count. */
public final class CountedThreads extends ThreadPoolExecutor {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ThreadLocal<Long> begun = new ThreadLocal<>();
    private final LongAdder used = new LongAdder();

    public CountedThreads() {
        super(
                0,
                Integer.MAX_VALUE,
                IDLE.toNanos(),
                TimeUnit.NANOSECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name("candidate-", 0).factory());
    }

    /** Returns the processor time of all tasks that ended, in nanoseconds. */
    public long used() {
        return used.sum();
    }

    /** Returns the processor time of the calling thread since it began, in nanoseconds. */
    public static long usedByThisThread() {
        return THREADS.getCurrentThreadCpuTime();
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        begun.set(usedByThisThread());
    }

    @Override
    protected void afterExecute(Runnable task, Throwable failure) {
        used.add(usedByThisThread() - begun.get());
    }
}
