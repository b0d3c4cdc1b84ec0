package dev.waybill.inbox;

import dev.waybill.inbox.ArrivalsByKey.EventKey;
import dev.waybill.inbox.PendingArrival.Reply;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sorts a batch by whether a body came before under another key, for sources that ask for this check. Two hubs that
 * store the same body at the same time don't see each other. Both events are then accepted, and the second is marked.
 *
 * @param replies the replies to arrivals whose body belongs to an event already
 * @param later the arrivals whose body is in this batch already, or that differ from a refused one; tried again after it
 * @param others all other arrivals
 */
record Repeats(List<Reply> replies, List<ArrivalsByKey> later, List<ArrivalsByKey> others) {

    static Repeats in(List<ArrivalsByKey> batch, EventRows rows) {
        List<Arrival> once = batch.stream()
                .map(ArrivalsByKey::arrival)
                .filter(arrival -> arrival.onlyOnceWithin() != null)
                .toList();
        Map<EventKey, Long> known = rows.repeated(once);
        Repeats repeats = new Repeats(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Set<Body> bodies = new HashSet<>();
        for (ArrivalsByKey same : batch) {
            Long event = known.get(same.key());
            if (event != null) {
                repeats.replies.addAll(same.refused(new IntakeOutcome.Repeated(event)));
                repeats.later.addAll(same.others());
            } else if (same.arrival().onlyOnceWithin() != null && !bodies.add(Body.of(same.arrival()))) {
                repeats.later.add(same);
            } else {
                repeats.others.add(same);
            }
        }
        return repeats;
    }

    private record Body(String source, String type, ByteBuffer digest) {

        static Body of(Arrival arrival) {
            return new Body(arrival.source(), arrival.type(), ByteBuffer.wrap(arrival.digest()));
        }
    }
}
