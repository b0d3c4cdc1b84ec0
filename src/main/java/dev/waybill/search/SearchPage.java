package dev.waybill.search;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search, and how far it looked.
 *
 * @param events newest first; may be empty although there is more to look at
 * @param next what to give as {@code before} to go on; null if everything was looked at
 * @param searchedBackTo when the oldest event that was looked at was accepted; null if everything was
 * @param index how far the names are known
 */
public record SearchPage(
        List<EventSummary> events,
        @Nullable Long next,
        @Nullable Instant searchedBackTo,
        Index index) {

    /**
     * How far events are known by their names (message group, order id, order number, external id) and their type.
     *
     * @param behind how many ids at the newest end are not yet; a few for a moment, more if something is wrong
     * @param from events from this id on are known; 1 when all are, more while an upgraded hub still fills in the old ones
     */
    public record Index(long behind, long from) {}
}
