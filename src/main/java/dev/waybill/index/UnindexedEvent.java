package dev.waybill.index;

import org.jspecify.annotations.Nullable;

/**
 * An accepted event on its way into {@code search_event}.
 *
 * @param bytes of its body; 0 if that is purged
 * @param known whether it is there already
 * @param settled whether it was accepted so long ago that all before it is committed, or never will be
 */
record UnindexedEvent(
        long id,
        String source,
        String type,
        @Nullable String messageGroup,
        int bytes,
        boolean known,
        boolean settled) {}
