package dev.waybill.handover;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first delivery of a lane, as the route needs it.
 *
 * @param attempts the number of attempts with a result so far
 * @param retriesFrom the number of attempts before an operator's last replay; the retry budget counts from there
 */
public record Delivery(
        long id, String destination, String part, int generation, int attempts, int retriesFrom, Event event) {

    /**
     * The delivered event.
     *
     * @param headers the headers of its webhook that go on to routes
     */
    public record Event(
            long id,
            String source,
            String idempotencyKey,
            @Nullable String group,
            String type,
            Instant receivedAt,
            byte[] body,
            Map<String, String> headers) {

        public Event(
                long id,
                String source,
                String idempotencyKey,
                @Nullable String group,
                String type,
                Instant receivedAt,
                byte[] body) {
            this(id, source, idempotencyKey, group, type, receivedAt, body, Map.of());
        }

        public Event with(byte[] otherBody) {
            return new Event(id, source, idempotencyKey, group, type, receivedAt, otherBody, headers);
        }

        public Event with(Map<String, String> passed) {
            return new Event(id, source, idempotencyKey, group, type, receivedAt, body, Map.copyOf(passed));
        }
    }

    /** Returns the delivery with the headers of its event that go on. */
    public Delivery with(Map<String, String> passed) {
        return new Delivery(id, destination, part, generation, attempts, retriesFrom, event.with(passed));
    }

    public String key() {
        return OutboundKey.of(event.source, event.idempotencyKey, destination, part, generation);
    }

    /** Returns the number of the next attempt, from 1. */
    public int nextAttempt() {
        return attempts + 1;
    }

    /** Returns the number of attempts in the present budget, including the next one. */
    public int budgetUsed() {
        return nextAttempt() - retriesFrom;
    }

    /** A leased lane with its head. */
    public record Leased(LaneLease lease, Delivery delivery) {}

    /**
     * A lane that this node holds. Only the holder of owner and token may settle its head.
     *
     * @param tries the number of leases of the present head since its last result, including this one
     */
    public record LaneLease(String destination, String lane, long owner, long token, int tries) {}
}
