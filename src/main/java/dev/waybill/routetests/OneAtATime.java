package dev.waybill.routetests;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the routes of others, one job at a time, each on a thread of its own and for a limited time: a mapping may never
 * end. One that can't be interrupted keeps all others out.
 */
public final class OneAtATime {

    private final String name;
    private final Duration wait;
    private final Duration limit;
    private final Semaphore turn = new Semaphore(1);

    /** Another job runs. */
    public static final class Taken extends Exception {

        private static final long serialVersionUID = 1L;
    }

    /**
     * @param name the name of the threads
     * @param wait the time that a job waits for the one before
     * @param limit the time of a job
     */
    public OneAtATime(String name, Duration wait, Duration limit) {
        this.name = name;
        this.wait = wait;
        this.limit = limit;
    }

    /**
     * Returns the result of the job.
     *
     * @throws TimeoutException if it took too long; it was interrupted
     * @throws ExecutionException if it failed
     */
    public <T> T run(Callable<T> job) throws Taken, TimeoutException, ExecutionException, InterruptedException {
        if (!turn.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new Taken();
        }
        FutureTask<T> task = new FutureTask<>(() -> {
            try {
                return job.call();
            } finally {
                turn.release(); // before the result is there: its reader may come back at once
            }
        });
        Thread thread = Thread.ofPlatform().daemon().name(name).unstarted(task);
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // no thread could be made
            turn.release();
            throw e;
        }
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | InterruptedException e) {
            thread.interrupt();
            throw e;
        }
    }
}
