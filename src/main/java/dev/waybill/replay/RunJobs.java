package dev.waybill.replay;

import dev.waybill.node.Tick;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node's part in the running jobs: every second it moves of each what the throttle allows and no other node took. */
final class RunJobs implements Tick {

    /** Ten are what the highest rate takes; the others are for going through what does not match. */
    private static final int STEPS = 50;

    private static final int CLEANING = 600;

    private final JobProgress progress;
    private final JobRows jobs;
    private final MoveBatch batch;
    private final ReplayMeters meters;
    private int ticks;

    RunJobs(JobProgress progress, JobRows jobs, MoveBatch batch, ReplayMeters meters) {
        this.progress = progress;
        this.jobs = jobs;
        this.batch = batch;
        this.meters = meters;
    }

    /** A job whose batch fails, as when the database cuts it off, keeps its place and does not keep the others. */
    @Override
    public void tick() {
        if (ticks++ % CLEANING == 0) {
            jobs.removeAbandoned();
        }
        List<Long> running = progress.running();
        meters.running(running.size());
        RuntimeException failed = null;
        for (long job : running) {
            failed = firstOf(failed, run(job));
        }
        if (failed != null) {
            throw failed;
        }
    }

    private @Nullable RuntimeException run(long job) {
        try {
            int steps = 0;
            while (steps++ < STEPS && !Thread.currentThread().isInterrupted() && batch.move(job)) {
                // what the throttle allows, in batches
            }
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static @Nullable RuntimeException firstOf(
            @Nullable RuntimeException first, @Nullable RuntimeException next) {
        if (first != null && next != null) {
            first.addSuppressed(next);
        }
        return first == null ? next : first;
    }
}
