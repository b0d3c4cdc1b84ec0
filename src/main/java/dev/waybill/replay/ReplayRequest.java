package dev.waybill.replay;

import dev.waybill.handover.DeliveryState;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An operator's request to replay or skip; not checked yet.
 *
 * @param type the events' type; null for any
 * @param from the earliest time at which the event was accepted, inclusive
 * @param to the end of that time, exclusive
 * @param states the states of the deliveries: PENDING, DEAD, DELIVERED, SKIPPED
 * @param target the new destination: the destination itself, or another one
 * @param perSecond the limit of deliveries per second, 1 to 10 000
 * @param verb the action on the deliveries
 * @param error the last error to select, as the dead letters of a destination are grouped; null for any
 * @param revision the revision through which the deliveries went out; null for any
 */
public record ReplayRequest(
        String destination,
        @Nullable String type,
        @Nullable Instant from,
        @Nullable Instant to,
        Set<String> states,
        String target,
        int perSecond,
        JobAction verb,
        @Nullable String error,
        @Nullable Integer revision) {

    public static final Set<String> DEFAULT_STATES = Set.of(DeliveryState.DEAD.name());
    public static final int DEFAULT_PER_SECOND = 100;

    /** A request to replay, regardless of errors and revisions. */
    public ReplayRequest(
            String destination,
            @Nullable String type,
            @Nullable Instant from,
            @Nullable Instant to,
            Set<String> states,
            String target,
            int perSecond) {
        this(destination, type, from, to, states, target, perSecond, JobAction.REPLAY, null, null);
    }

    DeliveryFilter filter() {
        return new DeliveryFilter(destination, type, from, to, states, error, revision);
    }
}
