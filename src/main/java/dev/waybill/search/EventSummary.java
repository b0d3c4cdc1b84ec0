package dev.waybill.search;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event in a list.
 *
 * @param orderId the order's id in the search index, as are the two after it
 * @param state RECEIVED, WAITING, FAILED, UNROUTED, ROUTED or DISCARDED
 * @param nextTry the time when a FAILED event is routed again
 * @param reason why its route failed, or why it was discarded
 * @param purged true if its body is gone
 * @param deliveries the newest to each destination and part, oldest first
 */
public record EventSummary(
        long id,
        String source,
        String type,
        @Nullable String messageGroup,
        @Nullable String orderId,
        @Nullable String orderNumber,
        @Nullable String externalId,
        String idempotencyKey,
        Instant receivedAt,
        String state,
        @Nullable Instant nextTry,
        @Nullable String reason,
        boolean purged,
        List<DeliverySummary> deliveries) {

    /**
     * The state of one of its deliveries.
     *
     * @param generation above 0 for one that an operator asked for
     */
    public record DeliverySummary(
            long id, String destination, String part, int generation, String state, int attempts) {}
}
