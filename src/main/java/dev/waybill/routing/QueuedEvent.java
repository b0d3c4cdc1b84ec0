package dev.waybill.routing;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that a slot's router has read.
 *
 * @param tries the number of times that its route has failed
 * @param held true if an older event of its group is FAILED or WAITING: this one has to wait behind it
 * @param followed true if later events of its group are WAITING: they are next after this one
 * @param headers the headers of its webhook that go on to the route
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
        boolean followed,
        Map<String, String> headers) {

    QueuedEvent with(Map<String, String> passed) {
        return new QueuedEvent(
                eventId, source, group, key, type, receivedAt, body, tries, held, followed, Map.copyOf(passed));
    }
}
