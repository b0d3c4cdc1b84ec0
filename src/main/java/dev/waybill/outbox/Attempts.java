package dev.waybill.outbox;

import dev.waybill.outbox.Outcome.Delivered;
import dev.waybill.outbox.Outcome.GivenUp;
import dev.waybill.outbox.Outcome.TryAgain;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code outbox_attempt}: every try, when, how long, and what came back. */
final class Attempts {

    private static final String INSERT = """
        INSERT INTO outbox_attempt (delivery_id, number, node, started_at, duration_ms, outcome, status, reason, answer, stale)
        SELECT * FROM unnest(:deliveries, :numbers, :nodes, CAST(:starts AS timestamptz[]), :durations, :outcomes, :statuses, :reasons, :answers, :stale)\
        """;

    private static final String CRASHED = """
        INSERT INTO outbox_attempt (delivery_id, number, node, started_at, duration_ms, outcome, reason)
        VALUES (:delivery, :number, :node, now(), 0, 'REFUSED', :reason)\
        """;

    private final JdbcClient jdbc;

    Attempts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param ours the leases that still held when the attempts were settled; the others' attempts are marked stale */
    void insert(List<Attempted> attempts, Set<LaneLease> ours) {
        jdbc.sql(INSERT)
                .param("deliveries", column(attempts, a -> a.delivery().id(), Long[]::new))
                .param("numbers", column(attempts, a -> a.delivery().nextAttempt(), Integer[]::new))
                .param("nodes", column(attempts, a -> a.lease().owner(), Long[]::new))
                .param("starts", column(attempts, a -> a.startedAt().toString(), String[]::new))
                .param("durations", column(attempts, a -> (int) a.took().toMillis(), Integer[]::new))
                .param("outcomes", column(attempts, a -> name(a.outcome()), String[]::new))
                .param("statuses", column(attempts, a -> a.outcome().answer().status(), Integer[]::new))
                .param("reasons", column(attempts, a -> a.outcome().answer().reason(), String[]::new))
                .param("answers", column(attempts, a -> a.outcome().answer().body(), byte[][]::new))
                .param("stale", column(attempts, a -> !ours.contains(a.lease()), Boolean[]::new))
                .update();
    }

    /** Records that the delivery was leased too often without ever coming to a result. */
    void crashed(Leased leased, String reason) {
        jdbc.sql(CRASHED)
                .param("delivery", leased.delivery().id())
                .param("number", leased.delivery().nextAttempt())
                .param("node", leased.lease().owner())
                .param("reason", reason)
                .update();
    }

    private static String name(Outcome outcome) {
        return switch (outcome) {
            case Delivered delivered -> "DELIVERED";
            case TryAgain tryAgain -> "FAILED";
            case GivenUp givenUp -> "REFUSED";
        };
    }

    private static <T> T[] column(List<Attempted> attempts, Column column, IntFunction<T[]> array) {
        return attempts.stream().map(column::of).toArray(array);
    }

    private interface Column {
        @Nullable
        Object of(Attempted attempted);
    }
}
