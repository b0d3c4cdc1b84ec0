package dev.waybill.replay;

import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.replay.JobProgress.Taken;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs a job's next batch in one transaction: the job's row, the target's lanes, the deliveries, the job's new
 * position. A crash in between leaves nothing of it, and the next node begins at the same position.
 */
final class RunBatch {

    private final TransactionTemplate transaction;
    private final JobProgress progress;
    private final BulkReplay replayMany;
    private final BulkSkip skipMany;
    private final Audit audit;
    private final ReplayMeters meters;

    RunBatch(
            TransactionTemplate transaction,
            JdbcClient jdbc,
            BulkReplay replayMany,
            BulkSkip skipMany,
            ReplayMeters meters) {
        this.transaction = transaction;
        this.progress = new JobProgress(jdbc);
        this.replayMany = replayMany;
        this.skipMany = skipMany;
        this.audit = new Audit(jdbc);
        this.meters = meters;
    }

    private record Moved(Taken job, BulkReplay.Step step) {}

    /** @return true if the job may have more work at once */
    boolean move(long job) {
        Optional<Moved> moved = Objects.requireNonNull(transaction.execute(status ->
                progress.take(job).filter(taken -> taken.allowed() > 0).map(this::move)));
        moved.ifPresent(done ->
                meters.count(done.job().verb(), done.job().target(), done.step().counts()));
        return moved.isPresent() && !moved.get().step().last();
    }

    /** Returns the reason of the operator who started the job: another one may have previewed it. */
    private String reason(Taken job) {
        return audit.reason("start", "replay", job.id()).orElse(job.reason());
    }

    private Moved move(Taken job) {
        BulkReplay.Step step =
                switch (job.verb()) {
                    case REPLAY ->
                        replayMany.step(job.filter(), job.bounds(), job.target(), job.position(), job.allowed());
                    case SKIP ->
                        skipMany.step(
                                job.filter(),
                                job.bounds(),
                                job.position(),
                                job.allowed(),
                                new Command(job.startedBy(), "job %d: %s".formatted(job.id(), reason(job))));
                };
        progress.advance(job.id(), step);
        if (step.last()) {
            long replayed = job.replayed() + step.counts().replayed();
            audit.record(
                    new Command(
                            job.startedBy(),
                            "%d %s".formatted(replayed, job.verb() == JobAction.SKIP ? "skipped" : "replayed")),
                    "end",
                    "replay",
                    job.id());
        }
        return new Moved(job, step);
    }
}
