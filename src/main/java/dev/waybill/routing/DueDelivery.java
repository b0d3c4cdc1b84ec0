package dev.waybill.routing;

/**
 * A delivery to create for a routed event.
 *
 * @param lane the order at the destination that the delivery shares with others
 */
public record DueDelivery(long eventId, String destination, String lane, String part) {}
