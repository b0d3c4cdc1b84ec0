package dev.waybill.retention;

/**
 * A row that a sweep came by.
 *
 * @param id the event
 * @param weight what purging it costs, in the stage's own unit
 * @param old whether it was received so long ago that it could go; ids and times run together, so the sweep ends at the
 *     first that was not
 * @param finished whether it looked as if it could go; that is asked again under its lock
 */
record Candidate(long id, long weight, boolean old, boolean finished) {}
