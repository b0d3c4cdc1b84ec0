package dev.waybill.inbox;

import dev.waybill.inbox.PendingArrival.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The arrivals of one batch with the same key, oldest first. One statement takes a key only once. */
final class ArrivalsByKey {

    private final List<PendingArrival> arrivals = new ArrayList<>();

    static List<ArrivalsByKey> fold(Stream<PendingArrival> batch) {
        Map<EventKey, ArrivalsByKey> folded = new LinkedHashMap<>();
        batch.forEach(arrival -> folded.computeIfAbsent(arrival.key(), key -> new ArrivalsByKey())
                .arrivals
                .add(arrival));
        return List.copyOf(folded.values());
    }

    EventKey key() {
        return arrivals.getFirst().key();
    }

    /** Returns the arrival that goes to the database for all of them. */
    Arrival arrival() {
        return arrivals.getFirst().arrival();
    }

    /** Returns the replies after the first was stored as this event: the others repeat it or conflict with it. */
    List<Reply> stored(long event) {
        List<Reply> replies = found(new StoredEvent(event, arrival().digest()));
        replies.set(0, new Reply(arrivals.getFirst(), new IntakeOutcome.Stored(event)));
        return replies;
    }

    /** Returns the replies if the key was taken before: each arrival repeats that event or conflicts with it. */
    List<Reply> found(StoredEvent event) {
        List<Reply> replies = new ArrayList<>(arrivals.size());
        for (PendingArrival arrival : arrivals) {
            boolean same = Arrays.equals(arrival.arrival().digest(), event.digest());
            replies.add(new Reply(
                    arrival, same ? new IntakeOutcome.Duplicate(event.id()) : new IntakeOutcome.Conflict(event.id())));
        }
        return replies;
    }

    /** Returns the replies after the first was refused: arrivals with the same digest share its outcome. */
    List<Reply> refused(IntakeOutcome outcome) {
        return arrivals.stream()
                .filter(alike())
                .map(arrival -> new Reply(arrival, outcome))
                .toList();
    }

    /** Returns the arrivals with another digest than the first, to be tried again after it was refused. */
    List<ArrivalsByKey> others() {
        return fold(arrivals.stream().filter(alike().negate()));
    }

    Stream<PendingArrival> arrivals() {
        return arrivals.stream();
    }

    private Predicate<PendingArrival> alike() {
        byte[] first = arrival().digest();
        return arrival -> Arrays.equals(arrival.arrival().digest(), first);
    }

    /**
     * The event that holds a key.
     *
     * @param digest SHA-256 of the bytes that its signature covered
     */
    record StoredEvent(long id, byte[] digest) {}

    /** The identity of an event: the sender and the sender's idempotency key. */
    record EventKey(String source, String key) {

        static EventKey of(Arrival arrival) {
            return new EventKey(arrival.source(), arrival.key());
        }
    }
}
