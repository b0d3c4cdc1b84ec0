package dev.waybill.availability;

/** What becomes of routed events, as far as it isn't done: the inbox can't look behind itself. */
@FunctionalInterface
public interface DeliveryBacklog {

    /** As it was measured last. Quick: measuring is the owner's own affair. */
    BacklogSize latest();
}
