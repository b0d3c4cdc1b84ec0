package dev.waybill.overview;

/** The metrics that are counted by minute. */
enum Metric {
    /** Webhooks of a source that were stored. */
    ACCEPTED,
    /** Events of a source and type that were routed to a destination, or to none. */
    ROUTED,
    /** Attempts at a destination that were acknowledged. */
    DELIVERED,
    /** Attempts at a destination that failed, for now or for good. */
    FAILED
}
