package dev.waybill.handover;

/** What a delivery that was given up means for its message group. */
public enum OnDead {
    /** The group waits until an operator replays or skips it. */
    block,
    /** It is skipped, and the group goes on. */
    skip
}
