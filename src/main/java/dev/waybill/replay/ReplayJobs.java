package dev.waybill.replay;

import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.operator.CommandResult;
import dev.waybill.operator.CommandResult.Done;
import dev.waybill.operator.CommandResult.NeedsConfirmation;
import dev.waybill.operator.CommandResult.NotFound;
import dev.waybill.operator.CommandResult.NotPossible;
import dev.waybill.replay.MatchPreview.Sample;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** An operator's commands on replays by filter. Commands wait for the current batch, and take effect after it. */
public final class ReplayJobs {

    /** The limit of a job's rate. */
    public static final int MOST_PER_SECOND = 10_000;

    private final TransactionTemplate transaction;
    private final ReplayJobStore rows;
    private final Audit audit;
    private final PreviewJob preview;

    ReplayJobs(TransactionTemplate transaction, JdbcClient jdbc, PreviewJob preview) {
        this.transaction = transaction;
        this.rows = new ReplayJobStore(jdbc);
        this.audit = new Audit(jdbc);
        this.preview = preview;
    }

    /** Counts the deliveries to replay or skip, and stores the job; nothing is done before its start. */
    public PreviewResult preview(ReplayRequest request, Command command) {
        return preview.preview(request, command);
    }

    /** Returns the oldest deliveries that a job which has not begun matches now; empty if reading takes too long. */
    public List<Sample> sample(ReplayJob job) {
        return preview.sample(job);
    }

    /** Starts a previewed job; the first free node takes it. Starting a running one again changes nothing. */
    public CommandResult start(long id, Command command, boolean confirmed) {
        try {
            return command(id, job -> start(job, command, confirmed));
        } catch (DuplicateKeyException e) {
            return new NotPossible("Another job for the same destination is running; wait for it, or cancel it.");
        }
    }

    /** Ends a job at its position; finished work stays. */
    public CommandResult cancel(long id, Command command) {
        return command(id, job -> switch (job.state()) {
            case "CANCELLED" -> new Done(id, "The job is already cancelled.");
            case "DONE" -> new NotPossible("The job is DONE; there is nothing left to cancel.");
            default -> {
                rows.cancel(id);
                audit.record(command, "cancel", "replay", id);
                yield new Done(id, "The job is cancelled; work already done stays.");
            }
        });
    }

    /** Changes the job's limit of deliveries per second, from its next batch on. */
    public CommandResult throttle(long id, int perSecond, Command command) {
        Optional<String> complaint = ReplayRequestChecks.perSecond(perSecond);
        if (complaint.isPresent()) {
            return new NotPossible(complaint.get());
        }
        return command(id, job -> {
            if (job.endedAt() != null) {
                return new NotPossible("The job is %s; its rate can no longer be changed.".formatted(job.state()));
            }
            rows.throttle(id, perSecond);
            audit.record(command, "throttle", "replay", id);
            return new Done(id, "The job replays up to %d deliveries a second.".formatted(perSecond));
        });
    }

    public Optional<ReplayJob> find(long id) {
        return rows.find(id);
    }

    /** Returns the newest jobs, newest first. */
    public List<ReplayJob> newest(int limit) {
        return rows.newest(limit);
    }

    private CommandResult start(ReplayJob job, Command command, boolean confirmed) {
        if (job.state().equals("RUNNING")) {
            return new Done(job.id(), "The job is already running.");
        }
        if (!job.state().equals("PREVIEWED")) {
            return new NotPossible("The job is %s; preview a new one.".formatted(job.state()));
        }
        if (!confirmed && job.hasSecondEffects()) {
            return new NeedsConfirmation(
                    "It makes new deliveries to %s from finished ones or from another destination, so they may be processed a second time: confirm that."
                            .formatted(job.target()));
        }
        rows.start(job.id(), command.who());
        audit.record(command, "start", "replay", job.id());
        return new Done(job.id(), "The job is running, up to %d deliveries a second.".formatted(job.perSecond()));
    }

    private CommandResult command(long id, Function<ReplayJob, CommandResult> effect) {
        return Objects.requireNonNull(
                transaction.execute(status -> rows.lock(id).map(effect).orElseGet(NotFound::new)));
    }
}
