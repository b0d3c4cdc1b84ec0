package dev.waybill.search;

/** The state of an event, or of a delivery of it, as a search asks for it. */
public enum StateFilter {
    /** The event waits to be routed. */
    RECEIVED,
    /** The event waits behind an earlier one of its group whose route failed. */
    WAITING,
    /** The event's route failed, and is tried again. */
    FAILED,
    /** The event's route named no destination. */
    UNROUTED,
    /** The event has its deliveries. */
    ROUTED,
    /** An operator discarded the event before it was routed. */
    DISCARDED,
    /** A delivery waits for its turn or its next attempt. */
    PENDING,
    /** A delivery waits for an operator. */
    DEAD,
    /** A delivery was handed over. */
    DELIVERED,
    /** A delivery was skipped by an operator, or as onDead=skip says. */
    SKIPPED;

    /** True if it is a delivery's state, and not the event's. */
    public boolean ofDelivery() {
        return this == PENDING || this == DEAD || this == DELIVERED || this == SKIPPED;
    }

    /** True if an event in this state has a work row. */
    boolean unfinished() {
        return this == RECEIVED || this == WAITING || this == FAILED || this == UNROUTED;
    }
}
