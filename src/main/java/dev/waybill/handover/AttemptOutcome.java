package dev.waybill.handover;

/** The end of an attempt, as it is recorded. */
public enum AttemptOutcome {
    /** The destination took the delivery. */
    DELIVERED,
    /** The attempt failed; another one may succeed. */
    FAILED,
    /** The destination refused the delivery for good. */
    REFUSED;

    /** True if a row's text names this outcome. */
    public boolean is(String outcome) {
        return name().equals(outcome);
    }
}
