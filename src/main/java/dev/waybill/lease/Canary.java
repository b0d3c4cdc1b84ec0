package dev.waybill.lease;

/** The events that the routes of a canary take, in place of the live ones. Every method may ask the database. */
public interface Canary {

    /** True if the canary's routes take this event: it has a place already, or one of its type is free. */
    boolean takes(long event, String type);

    /** True if the canary's routes took this event before. */
    boolean took(long event);
}
