package dev.waybill.retention;

/**
 * A row that a sweep has read.
 *
 * @param id the event
 * @param weight the cost of purging it, in the stage's own unit
 * @param old true if it was received long enough ago; ids follow times, so the sweep ends at the first that was not
 * @param finished true if it seemed ready to go; checked again under its lock
 */
record Candidate(long id, long weight, boolean old, boolean finished) {}
