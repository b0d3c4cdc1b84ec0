package dev.waybill.availability;

/** The unfinished deliveries of routed events. The inbox knows only its own rows. */
@FunctionalInterface
public interface DeliveryBacklog {

    /** Returns the last measurement, quickly: measuring is up to the owner. */
    BacklogSize latest();
}
