package dev.waybill.replay;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants replayed or skipped; not checked yet.
 *
 * @param type the events' type; null for any
 * @param from the earliest time at which the event was accepted, inclusive
 * @param to the end of that time, exclusive
 * @param states of the deliveries: PENDING, DEAD, DELIVERED, SKIPPED
 * @param target where they shall go: the destination itself, or another one
 * @param perSecond deliveries a second at most, 1 to 10 000
 * @param verb what to do with them
 * @param error only those whose last attempt failed like this, as the dead letters of a destination are grouped; null for any
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
        @Nullable String error) {

    public static final Set<String> DEFAULT_STATES = Set.of("DEAD");
    public static final int DEFAULT_PER_SECOND = 100;

    /** A replay, whatever the errors. */
    public ReplayRequest(
            String destination,
            @Nullable String type,
            @Nullable Instant from,
            @Nullable Instant to,
            Set<String> states,
            String target,
            int perSecond) {
        this(destination, type, from, to, states, target, perSecond, JobAction.REPLAY, null);
    }
}
