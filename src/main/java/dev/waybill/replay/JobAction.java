package dev.waybill.replay;

/** What a job does with what it matches. */
public enum JobAction {
    /** Deliver again. */
    REPLAY,
    /** Give up for good, so that the groups go on: DEAD deliveries alone. */
    SKIP
}
