package dev.waybill.inbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tickets of one batch that carry the same key, in order of arrival: one statement takes a key only once. */
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

    /** The one that is sent to the database for all. */
    Arrival arrival() {
        return first().arrival();
    }

    /** The first was stored as this event; the others are its duplicates or conflict with it. */
    void stored(long event) {
        byte[] digest = arrival().digest();
        first().settle(new IntakeOutcome.Stored(event));
        found(new StoredEvent(event, digest));
    }

    /** The key was taken before: each is a duplicate of that event or conflicts with it. */
    void found(StoredEvent event) {
        for (PendingArrival ticket : tickets) {
            boolean same = Arrays.equals(ticket.arrival().digest(), event.digest());
            ticket.settle(same ? new IntakeOutcome.Duplicate(event.id()) : new IntakeOutcome.Conflict(event.id()));
        }
    }

    void unknown(String reason, Throwable cause) {
        tickets.forEach(ticket -> ticket.settle(new IntakeOutcome.Unknown(reason, cause)));
    }

    /** The first's body is this event's, under another key. Those with another digest have to be tried. */
    List<ArrivalsByKey> repeated(long event) {
        return settleAlike(new IntakeOutcome.Repeated(event));
    }

    /** The database refused the first. Those with the same digest share its fate; the others have to be tried. */
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
}
