package dev.waybill.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that a slot's router has read.
 *
 * @param tries how often its route has failed before
 * @param held whether an elder of its group is FAILED: it has to wait behind it
 */
record WorkItem(
        long eventId,
        String source,
        @Nullable String group,
        String key,
        String type,
        Instant receivedAt,
        byte[] body,
        int tries,
        boolean held) {}
