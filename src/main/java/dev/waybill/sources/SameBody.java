package dev.waybill.sources;

/**
 * The rule for a signed body that came before under another key. Such a body may be a new event, or an old one sent
 * again by an attacker.
 */
public enum SameBody {

    /** The event is accepted like any other. */
    ACCEPT,

    /** The event is accepted, and marked for an operator. */
    ALERT,

    /** The event is kept in quarantine until an operator releases it. */
    QUARANTINE
}
