package dev.waybill.history;

import dev.waybill.search.EventSummary;
import dev.waybill.search.EventSummary.DeliverySummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message group, such as an order: its events in the order in which they are routed and delivered.
 *
 * @param events a page of them, oldest first
 * @param next the value of {@code after} for the next page; null on the last
 */
public record OrderView(
        String source,
        String group,
        List<Member> events,
        @Nullable Long next) {

    /**
     * One of its events.
     *
     * @param waits the reason why it waits at routing; null once it is routed or discarded
     */
    public record Member(EventSummary event, @Nullable WaitReason waits, List<Leg> deliveries) {}

    /**
     * One of an event's deliveries.
     *
     * @param waits the reason why it waits; null once it is delivered or skipped
     */
    public record Leg(DeliverySummary delivery, @Nullable WaitReason waits) {}
}
