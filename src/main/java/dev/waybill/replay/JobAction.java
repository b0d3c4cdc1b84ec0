package dev.waybill.replay;

/** The action of a job on its matches. */
public enum JobAction {
    /** Delivers again. */
    REPLAY,
    /** Skips for good, so that the groups continue: DEAD deliveries only. */
    SKIP
}
