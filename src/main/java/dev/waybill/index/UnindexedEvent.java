package dev.waybill.index;

import org.jspecify.annotations.Nullable;

/**
 * An accepted event on its way into {@code search_event}.
 *
 * @param bytes the size of its body; 0 if that is purged
 * @param known true if it is in the table already
 * @param settled true if it is old enough that every lower id is committed, or never will be
 */
record UnindexedEvent(
        long id,
        String source,
        String type,
        @Nullable String messageGroup,
        int bytes,
        boolean known,
        boolean settled) {}
