package dev.waybill.outbox;

import dev.waybill.handover.Delivery.LaneLease;
import dev.waybill.handover.DeliveryState;
import dev.waybill.handover.FinishedAttempt;
import dev.waybill.handover.FinishedAttempt.AttemptOutcome;
import dev.waybill.handover.Outcome;
import dev.waybill.handover.Outcome.Broken;
import dev.waybill.handover.Outcome.Delivered;
import dev.waybill.handover.Outcome.GivenUp;
import dev.waybill.handover.Outcome.TryAgain;
import dev.waybill.handover.SentMessage;
import dev.waybill.handover.Verdict;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Records finished attempts, for many lanes of any destination in one statement. The lanes are locked first. An attempt
 * whose lease has passed to another owner is recorded as stale and changes nothing. This class only calls
 * {@code outbox_settle_by}; its body is in {@code db/migration/V14__revision_of_work.sql}.
 */
public final class SettleAttempts {

    static final String SETTLE = """
        SELECT * FROM outbox_settle_by(:destinations, :lanes, :tokens, :owners, :deliveries, :states, :pauses, :unreachable,
          :numbers, CAST(:starts AS timestamptz[]), :durations, :outcomes, :statuses, :reasons, :answers,
          :targets, :bodies, :texts, :lengths, :revisions)\
        """;

    private final JdbcClient jdbc;

    public SettleAttempts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Settles attempts, of one owner or of several.
     *
     * @return the leases that still held; the others were fenced
     */
    public Set<LaneLease> settle(List<FinishedAttempt> ended) {
        Set<Long> held = jdbc.sql(SETTLE)
                .param("destinations", column(ended, a -> a.lease().destination(), String[]::new))
                .param("lanes", column(ended, a -> a.lease().lane(), String[]::new))
                .param("tokens", column(ended, a -> a.lease().token(), Long[]::new))
                .param("owners", column(ended, a -> a.lease().owner(), Long[]::new))
                .param("deliveries", column(ended, a -> a.delivery().id(), Long[]::new))
                .param("states", column(ended, a -> state(a.verdict()).name(), String[]::new))
                .param("pauses", column(ended, a -> pauseSeconds(a.verdict()), Double[]::new))
                .param("unreachable", column(ended, SettleAttempts::unreachable, Boolean[]::new))
                .param("numbers", column(ended, a -> a.delivery().nextAttempt(), Integer[]::new))
                .param("starts", column(ended, a -> a.startedAt().toString(), String[]::new))
                .param("durations", column(ended, a -> (int) a.took().toMillis(), Integer[]::new))
                .param("outcomes", column(ended, a -> name(a.outcome()).name(), String[]::new))
                .param("statuses", column(ended, a -> a.outcome().answer().status(), Integer[]::new))
                .param("reasons", column(ended, a -> a.outcome().answer().reason(), String[]::new))
                .param("answers", column(ended, a -> a.outcome().answer().body(), byte[][]::new))
                .param("targets", sent(ended, SentMessage::to, String[]::new))
                .param("bodies", sent(ended, SentMessage::body, byte[][]::new))
                .param("texts", sent(ended, SentMessage::text, byte[][]::new))
                .param("lengths", sent(ended, SentMessage::bytes, Long[]::new))
                .param("revisions", column(ended, FinishedAttempt::revision, Integer[]::new))
                .query(Long.class)
                .set();
        return ended.stream()
                .map(FinishedAttempt::lease)
                .filter(lease -> held.contains(lease.token()))
                .collect(Collectors.toSet());
    }

    private static DeliveryState state(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Done done -> DeliveryState.DELIVERED;
            case Verdict.Retry retry -> DeliveryState.PENDING;
            case Verdict.Block block -> DeliveryState.DEAD;
            case Verdict.GoOn goOn -> DeliveryState.SKIPPED;
        };
    }

    private static double pauseSeconds(Verdict verdict) {
        return verdict instanceof Verdict.Retry(var pause) ? pause.toMillis() / 1000.0 : 0;
    }

    /**
     * True if the back-off ends early: once the circuit is HALF_OPEN, {@code EndBackoff} makes the lane due. The
     * circuit closes only when no such lane waits any more. An attempt that gave up waits for an operator instead.
     */
    private static boolean unreachable(FinishedAttempt attempt) {
        return attempt.verdict() instanceof Verdict.Retry
                && attempt.outcome() instanceof TryAgain again
                && again.unreachable();
    }

    private static AttemptOutcome name(Outcome outcome) {
        return switch (outcome) {
            case Delivered delivered -> AttemptOutcome.DELIVERED;
            case TryAgain tryAgain -> AttemptOutcome.FAILED;
            case Broken broken -> AttemptOutcome.FAILED;
            case GivenUp givenUp -> AttemptOutcome.REFUSED;
        };
    }

    private static <T> T[] column(List<FinishedAttempt> attempts, Column column, IntFunction<T[]> array) {
        return attempts.stream().map(column::of).toArray(array);
    }

    private static <T> T[] sent(
            List<FinishedAttempt> attempts, Function<SentMessage, @Nullable Object> column, IntFunction<T[]> array) {
        return column(attempts, a -> a.sent() == null ? null : column.apply(a.sent()), array);
    }

    private interface Column {
        @Nullable
        Object of(FinishedAttempt attempted);
    }
}
