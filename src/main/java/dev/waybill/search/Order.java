package dev.waybill.search;

import dev.waybill.search.Found.DeliveryState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message group, as an order is: its events in the order in which they are routed and delivered.
 *
 * @param events a page of them, eldest first
 * @param next what to give as {@code after} for the next page; null on the last
 */
public record Order(
        String source,
        String group,
        List<Member> events,
        @Nullable Long next) {

    /**
     * One of its events.
     *
     * @param waits what it waits for at routing; null once it is routed or discarded
     */
    public record Member(Found event, @Nullable Wait waits, List<Leg> deliveries) {}

    /** One of an event's deliveries. @param waits what it waits for; null once it is delivered or skipped */
    public record Leg(DeliveryState delivery, @Nullable Wait waits) {}
}
