package dev.waybill.inbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tickets of one batch with the same key, in order of arrival. One statement takes a key only once. */
final class ArrivalsByKey {

    private final List<PendingArrival> tickets = new ArrayList<>();

    static List<ArrivalsByKey> fold(List<PendingArrival> batch) {
        Map<EventKey, ArrivalsByKey> folded = new LinkedHashMap<>();
        for (PendingArrival ticket : batch) {
            folded.computeIfAbsent(ticket.key(), key -> new ArrivalsByKey())
                    .tickets
                    .add(ticket);
        }
        return List.copyOf(folded.values());
    }

    EventKey key() {
        return first().key();
    }

    Stream<PendingArrival> tickets() {
        return tickets.stream();
    }

    /** Returns the arrival that goes to the database for all tickets. */
    Arrival arrival() {
        return first().arrival();
    }

    /** Records that the first was stored as this event; the others are its duplicates or conflict with it. */
    void stored(long event) {
        byte[] digest = arrival().digest();
        first().settle(new IntakeOutcome.Stored(event));
        found(new StoredEvent(event, digest));
    }

    /** Records that the key was taken before: each ticket is a duplicate of that event or conflicts with it. */
    void found(StoredEvent event) {
        for (PendingArrival ticket : tickets) {
            boolean same = Arrays.equals(ticket.arrival().digest(), event.digest());
            ticket.settle(same ? new IntakeOutcome.Duplicate(event.id()) : new IntakeOutcome.Conflict(event.id()));
        }
    }

    void unknown(String reason, Throwable cause) {
        tickets.forEach(ticket -> ticket.settle(new IntakeOutcome.Unknown(reason, cause)));
    }

    /**
     * Records that the first has the body of this event, under another key.
     *
     * @return the tickets with another digest, which have to be tried again
     */
    List<ArrivalsByKey> repeated(long event) {
        return settleAlike(new IntakeOutcome.Repeated(event));
    }

    /**
     * Records that the database refused the first; tickets with the same digest share that outcome.
     *
     * @return the tickets with another digest, which have to be tried again
     */
    List<ArrivalsByKey> unfit(String reason) {
        return settleAlike(new IntakeOutcome.Unfit(reason));
    }

    private List<ArrivalsByKey> settleAlike(IntakeOutcome outcome) {
        byte[] refused = arrival().digest();
        List<PendingArrival> others = new ArrayList<>();
        for (PendingArrival ticket : tickets) {
            if (Arrays.equals(ticket.arrival().digest(), refused)) {
                ticket.settle(outcome);
            } else {
                others.add(ticket);
            }
        }
        return fold(others);
    }

    private PendingArrival first() {
        return tickets.getFirst();
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
