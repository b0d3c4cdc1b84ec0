package dev.waybill.quarantine;

/** The halves of the quarantine, apart so that strangers can neither fill nor flush what was signed. */
public enum QuarantineRing {

    /** The signature was right, the event was not: malformed, a key conflict, unstorable. */
    VERIFIED,

    /** Anybody may have sent it. */
    UNVERIFIED
}
