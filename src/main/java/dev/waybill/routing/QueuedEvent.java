package dev.waybill.routing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that a slot's router has read.
 *
 * @param tries the number of times that its route has failed
 * @param held true if an older event of its group is FAILED or WAITING: this one has to wait behind it
 * @param followed true if later events of its group are WAITING: they are next after this one
 */
public record QueuedEvent(
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
