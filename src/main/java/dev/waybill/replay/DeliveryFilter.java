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
 */
public record DeliveryFilter(
        String destination,
        @Nullable String type,
        @Nullable Instant from,
        @Nullable Instant to,
        Set<String> states,
        @Nullable String error) {

    private static final String DEAD = DeliveryState.DEAD.name();
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
     * Sets {@code :destination}, {@code :anyType}, {@code :type}, {@code :from}, {@code :to}, {@code :anyError} and
     * {@code :error}.
     */
    StatementSpec bind(StatementSpec statement) {
        return statement
                .param("destination", destination)
                .param("anyType", type == null)
                .param("type", type == null ? "" : type)
                .param("from", from == null ? "-infinity" : from.toString())
                .param("to", to == null ? "infinity" : to.toString())
                .param("anyError", error == null)
                .param("error", error == null ? "" : error);
    }
}
