package dev.waybill.inbox;

/** The state of an accepted event at routing. A row of {@code inbox_work} holds the first four. */
public enum EventState {
    /** The event is stored and waits for its turn. */
    RECEIVED,
    /** An older event of its group is FAILED; the event waits behind it. */
    WAITING,
    /** Its route failed and is tried again after a pause. */
    FAILED,
    /** Its route named no destination; an operator routes it again or discards it. */
    UNROUTED,
    /** Its deliveries were made in the commit that ended its routing. */
    ROUTED,
    /** An operator gave it up. */
    DISCARDED
}
