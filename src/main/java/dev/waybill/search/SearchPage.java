package dev.waybill.search;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search, and how far it looked.
 *
 * @param events newest first; may be empty although there is more to look at
 * @param next the value of {@code before} to go on; null if everything was looked at
 * @param searchedBackTo the time when the oldest event looked at was accepted; null if everything was looked at
 * @param index the progress of the index
 */
public record SearchPage(
        List<EventSummary> events,
        @Nullable Long next,
        @Nullable Instant searchedBackTo,
        Index index) {

    /**
     * The events that the index knows by name (message group, order id, order number, external id) and type.
     *
     * @param behind number of ids at the newest end that are missing; a few for a moment, more if something is wrong
     * @param from events from this id on are known; 1 when all are, more while an upgraded hub fills in old ones
     */
    public record Index(long behind, long from) {}
}
