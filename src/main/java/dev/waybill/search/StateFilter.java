package dev.waybill.search;

/** Where an event, or a delivery of it, stands; what a search asks for. */
public enum StateFilter {
    /** The event waits to be routed. */
    RECEIVED,
    /** The event waits behind an elder of its group whose route failed. */
    WAITING,
    /** The event's route failed, and is tried again. */
    FAILED,
    /** The event's route named no destination. */
    UNROUTED,
    /** The event has its deliveries. */
    ROUTED,
    /** An operator gave the event up before it was routed. */
    DISCARDED,
    /** A delivery waits for its turn or its next attempt. */
    PENDING,
    /** A delivery waits for an operator. */
    DEAD,
    /** A delivery was handed over. */
    DELIVERED,
    /** A delivery was given up by an operator, or as onDead=skip says. */
    SKIPPED;

    /** Whether it is said of a delivery, and not of the event. */
    public boolean ofDelivery() {
        return this == PENDING || this == DEAD || this == DELIVERED || this == SKIPPED;
    }

    /** Whether such an event has a work row. */
    boolean unfinished() {
        return this == RECEIVED || this == WAITING || this == FAILED || this == UNROUTED;
    }
}
