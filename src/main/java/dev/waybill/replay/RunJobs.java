package dev.waybill.replay;

import dev.waybill.cluster.Poll;
import dev.waybill.cluster.Tick;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node's part in the running jobs. Every second it works on each job, as far as the throttle allows and no other node
 * has taken it. The query for running jobs is part of the node's common poll: without a job, it costs nothing.
 */
final class RunJobs implements Tick, Poll {

    private static final String RUNNING = "SELECT CAST(id AS text) FROM replay_job WHERE state = 'RUNNING' ORDER BY id";

    /**
     * The limit of batches per second. The highest rate needs ten; the others go through deliveries that do not match.
     */
    private static final int STEPS = 50;

    private static final int CLEANING = 600;

    private final ReplayJobStore jobs;
    private final RunBatch batch;
    private final ReplayMeters meters;
    private volatile List<Long> running = List.of();
    private int ticks;

    RunJobs(ReplayJobStore jobs, RunBatch batch, ReplayMeters meters) {
        this.jobs = jobs;
        this.batch = batch;
        this.meters = meters;
    }

    /**
     * Works on each job. A job whose batch fails, such as by a timeout, keeps its position and does not stop the
     * others.
     */
    @Override
    public void tick() {
        if (ticks++ % CLEANING == 0) {
            jobs.removeAbandoned();
        }
        RuntimeException failed = null;
        for (long job : running) {
            failed = firstOf(failed, run(job));
        }
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public String sql() {
        return RUNNING;
    }

    @Override
    public Map<String, ?> parameters() {
        return Map.of();
    }

    @Override
    public void answered(List<String> jobs) {
        running = jobs.stream().map(Long::valueOf).toList();
        meters.running(running.size());
    }

    private @Nullable RuntimeException run(long job) {
        try {
            int steps = 0;
            while (steps++ < STEPS && !Thread.currentThread().isInterrupted() && batch.move(job)) {
                // up to the throttle, in batches
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
