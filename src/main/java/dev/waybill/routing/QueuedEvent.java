package dev.waybill.routing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that a slot's router has read.
 *
 * @param tries how often its route has failed before
 * @param held whether an elder of its group is FAILED or WAITING: it has to wait behind it
 * @param followed whether later ones of its group are WAITING: when it gets through, they are next
 */
record QueuedEvent(
        long eventId,
        String source,
        @Nullable String group,
        String key,
        String type,
        Instant receivedAt,
        byte[] body,
        int tries,
        boolean held,
        boolean followed) {}
