package dev.waybill.replay;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants replayed; not checked yet.
 *
 * @param type the events' type; null for any
 * @param from the earliest time at which the event was accepted, inclusive
 * @param to the end of that time, exclusive
 * @param states of the deliveries: PENDING, DEAD, DELIVERED, SKIPPED
 * @param target where they shall go: the destination itself, or another one
 * @param perSecond deliveries a second at most, 1 to 10 000
 */
public record ReplayRequest(
        String destination,
        @Nullable String type,
        @Nullable Instant from,
        @Nullable Instant to,
        Set<String> states,
        String target,
        int perSecond) {

    public static final Set<String> DEFAULT_STATES = Set.of("DEAD");
    public static final int DEFAULT_PER_SECOND = 100;
}
