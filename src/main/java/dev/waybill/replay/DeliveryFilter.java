package dev.waybill.replay;

import dev.waybill.handover.DeliveryState;
import dev.waybill.history.DeadLetters;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * The selection of deliveries. Only the newest generation of a finished delivery counts: replayed ones are left out.
 *
 * @param type the events' type; null for any
 * @param from the earliest time at which the event was accepted, inclusive
 * @param to the end of that time, exclusive
 * @param states PENDING, DEAD, DELIVERED, SKIPPED; at least one
 * @param error the last attempt's error by {@link DeadLetters.Signature}, for DEAD deliveries only; null for any
 * @param revision the revision whose routes made an attempt that counted, the last one or an earlier one; null for any
 */
public record DeliveryFilter(
        String destination,
        @Nullable String type,
        @Nullable Instant from,
        @Nullable Instant to,
        Set<String> states,
        @Nullable String error,
        @Nullable Integer revision) {

    private static final String DEAD = DeliveryState.DEAD.name();
    /**
     * Tests the attempts of the delivery {@code d}. A scalar query is never hashed: the planner can't turn it into one
     * scan of all attempts.
     */
    static final String OF_REVISION = """

        (:anyRevision OR coalesce((SELECT true FROM outbox_attempt t
                                    WHERE t.delivery_id = d.id AND t.revision = :revision AND NOT t.stale
                                    ORDER BY t.delivery_id DESC, t.id DESC LIMIT 1), false))\
        """;

    private static final Set<String> OPEN = Set.of(DeliveryState.PENDING.name(), DEAD);

    /**
     * The bounds frozen when the filter was first applied.
     *
     * @param upTo the newest delivery at that time
     * @param firstEvent the oldest event that matched
     * @param lastEvent the newest event at that time
     */
    public record Bounds(long upTo, long firstEvent, long lastEvent) {}

    /** @throws IllegalArgumentException if an error is given, and the states are not DEAD alone */
    public DeliveryFilter {
        if (error != null && !states.equals(Set.of(DEAD))) {
            throw new IllegalArgumentException("Only DEAD deliveries can be selected by their error");
        }
    }

    boolean deadOnly() {
        return states.equals(Set.of(DEAD));
    }

    boolean openOnly() {
        return OPEN.containsAll(states);
    }

    /**
     * Sets {@code :destination}, {@code :anyType}, {@code :type}, {@code :from}, {@code :to}, {@code :anyError},
     * {@code :error}, {@code :anyRevision} and {@code :revision}.
     */
    StatementSpec bind(StatementSpec statement) {
        return statement
                .param("destination", destination)
                .param("anyType", type == null)
                .param("type", type == null ? "" : type)
                .param("from", from == null ? "-infinity" : from.toString())
                .param("to", to == null ? "infinity" : to.toString())
                .param("anyError", error == null)
                .param("error", error == null ? "" : error)
                .param("anyRevision", revision == null)
                .param("revision", revision == null ? 0 : revision);
    }
}
