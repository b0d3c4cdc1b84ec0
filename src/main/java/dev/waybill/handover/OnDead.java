package dev.waybill.handover;

/** The effect of a given-up delivery on its message group. */
public enum OnDead {
    /** The group waits until an operator replays or skips the delivery. */
    block,
    /** The delivery is skipped, and the group continues. */
    skip
}
