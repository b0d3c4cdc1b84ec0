package dev.waybill.handover;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lane's head with its event, as a worker needs it.
 *
 * @param attempts attempts that have got a result so far
 * @param retriesFrom attempts made before an operator re-armed it; the retry budget counts from there
 */
public record Delivery(
        long id,
        String destination,
        long eventId,
        String part,
        int generation,
        int attempts,
        int retriesFrom,
        String source,
        String idempotencyKey,
        @Nullable String group,
        String type,
        Instant receivedAt,
        byte[] body) {

    public String key() {
        return OutboundKey.of(source, idempotencyKey, destination, part, generation);
    }

    /** The number of the attempt that comes next, from 1. */
    public int nextAttempt() {
        return attempts + 1;
    }

    /** How many attempts of the present budget have been used once the next one ends. */
    public int budgetUsed() {
        return nextAttempt() - retriesFrom;
    }
}
