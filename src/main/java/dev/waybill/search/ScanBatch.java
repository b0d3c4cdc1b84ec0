package dev.waybill.search;

import java.util.List;

/**
 * One batch of the way back through the events.
 *
 * @param ids events that may match, newest first
 * @param reached every event from this id on was looked at; the lower end of the search if there is nothing more
 */
record ScanBatch(List<Long> ids, long reached) {}
