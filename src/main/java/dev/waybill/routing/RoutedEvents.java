package dev.waybill.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The receiver of routed events. */
public interface RoutedEvents {

    /**
     * Returns the deliveries that the slips of these events name; the events are ordered by id. The deliveries are
     * written together with the end of the events' work in the inbox.
     */
    List<DueDelivery> deliveries(List<RoutedEvent> events);

    /** Learns that these deliveries are committed. */
    void committed(List<DueDelivery> deliveries);

    /**
     * A delivery to create for a routed event.
     *
     * @param lane the order at the destination that the delivery shares with others
     * @param revision the number of the revision whose route named it; null without a published one
     */
    public record DueDelivery(
            long eventId,
            String destination,
            String lane,
            String part,
            @Nullable Integer revision) {}

    /**
     * An event whose route has ended well.
     *
     * @param id the event's id, which is also its place in every lane
     * @param group its message group; null if no order applies
     * @param lines the destinations that its route named, at least one
     * @param revision the number of the revision whose route named them; null without a published one
     */
    public record RoutedEvent(
            long id,
            String source,
            @Nullable String group,
            List<RoutingSlip.Line> lines,
            @Nullable Integer revision) {}
}
