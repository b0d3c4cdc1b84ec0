package dev.waybill.sources;

/** The rule for a signed body that came before under another key: a new event, or somebody who sends an old one again. */
public enum SameBody {

    /** It is an event like any other. */
    ACCEPT,

    /** It is accepted, and marked for an operator. */
    ALERT,

    /** It is kept in quarantine until an operator releases it. */
    QUARANTINE
}
