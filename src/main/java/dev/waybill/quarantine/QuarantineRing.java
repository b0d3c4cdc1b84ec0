package dev.waybill.quarantine;

/**
 * The halves of the quarantine, separate so that unauthenticated clients can neither fill nor flush signed webhooks.
 */
public enum QuarantineRing {

    /** The signature was right, but the event could not be accepted: malformed, a key conflict, unstorable. */
    VERIFIED,

    /** The sender is not proven: anybody may have sent it. */
    UNVERIFIED
}
