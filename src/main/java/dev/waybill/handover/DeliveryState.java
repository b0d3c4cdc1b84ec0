package dev.waybill.handover;

/** The state of a delivery. */
public enum DeliveryState {
    /** The delivery waits for its turn or its next attempt. */
    PENDING,
    /** The delivery was given up and holds its group until an operator replays or skips it. */
    DEAD,
    /** The destination has taken it. */
    DELIVERED,
    /** An operator, or the destination's rule, gave it up without holding its group. */
    SKIPPED;

    /** True if the delivery is in its lane. */
    public boolean isOpen() {
        return this == PENDING || this == DEAD;
    }

    /** True if a row's text names this state. */
    public boolean is(String state) {
        return name().equals(state);
    }
}
