package dev.waybill.replay;

import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.replay.MatchPreview.Sample;
import dev.waybill.replay.MatchPreview.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts the matches of a request, and stores it as a job, in one transaction. */
final class PreviewJob {

    private static final int SAMPLE = 10;
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final TransactionTemplate transaction;
    private final MatchPreview matching;
    private final ReplayJobStore rows;
    private final Audit audit;
    private final Supplier<Map<String, Boolean>> routed;
    private final Duration bound;

    /**
     * @param routed the known destinations; true if a route consumes them
     * @param bound the time limit of the count
     */
    PreviewJob(
            TransactionTemplate transaction,
            JdbcClient jdbc,
            MatchPreview matching,
            Supplier<Map<String, Boolean>> routed,
            Duration bound) {
        this.transaction = transaction;
        this.matching = matching;
        this.rows = new ReplayJobStore(jdbc);
        this.audit = new Audit(jdbc);
        this.routed = routed;
        this.bound = bound;
    }

    PreviewResult preview(ReplayRequest request, Command command) {
        Optional<String> complaint = ReplayRequestChecks.complaint(request, routed.get());
        if (complaint.isPresent()) {
            return new PreviewResult.Unfit(complaint.get());
        }
        try {
            return Objects.requireNonNull(transaction.execute(status -> store(request, command)));
        } catch (QueryTimeoutException e) {
            return new PreviewResult.TooMuch(
                    "Counting took longer than %d s, and nothing was stored: choose a narrower time, or fewer states."
                            .formatted(bound.toSeconds()));
        }
    }

    List<Sample> sample(ReplayJob job) {
        DeliveryFilter filter = new DeliveryFilter(
                job.destination(),
                job.type(),
                job.from(),
                job.to(),
                Set.copyOf(job.states()),
                job.error(),
                job.revision());
        try {
            return Objects.requireNonNull(
                    transaction.execute(status -> matching.oldest(filter, rows.upTo(job.id()), SAMPLE, MOMENT)));
        } catch (QueryTimeoutException e) {
            return List.of();
        }
    }

    private PreviewResult store(ReplayRequest request, Command command) {
        DeliveryFilter filter = request.filter();
        Seen seen = matching.look(filter, SAMPLE, bound);
        ReplayJob job = rows.insert(request.verb(), filter, request.target(), request.perSecond(), seen, command);
        audit.record(command, "preview", "replay", job.id());
        return new PreviewResult.Made(job, seen.sample());
    }
}
