package dev.waybill.routing;

/**
 * A delivery to be made of a routed event.
 *
 * @param lane what it shares an order with at its destination
 */
public record DueDelivery(long eventId, String destination, String lane, String part) {}
