package dev.waybill.prove;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges a run by its journals alone: journals in, findings out. */
final class Verifier {

    /** An event at a destination. */
    private record Place(Mark mark, String destination) {}

    private final Evidence evidence;
    private final Map<Mark, Acknowledged> acknowledged = new LinkedHashMap<>();
    private final Map<Place, List<Arrival>> arrivals;
    private final Map<Place, String> lost = new LinkedHashMap<>();
    private final List<String> outOfOrder = new ArrayList<>();
    private final List<String> secondEffects = new ArrayList<>();

    private Verifier(Evidence evidence) {
        this.evidence = evidence;
        evidence.acknowledged().forEach(one -> acknowledged.putIfAbsent(one.mark(), one));
        this.arrivals = evidence.arrivals().stream()
                .collect(groupingBy(
                        arrival -> new Place(arrival.mark(), arrival.destination()), LinkedHashMap::new, toList()));
    }

    static Findings verify(Evidence evidence) {
        return new Verifier(evidence).judge();
    }

    private Findings judge() {
        everyAcknowledgedEventIsStoredOnce();
        everyDeliveryThatIsOwedArrived();
        theLedgerAgrees();
        eachOrderArrivedInOrder();
        nothingActedTwice();
        int effects = (int) arrivals.values().stream()
                .filter(list -> list.stream().anyMatch(Arrival::executed))
                .count();
        return new Findings(
                acknowledged.size(),
                effects,
                List.copyOf(lost.values()),
                outOfOrder,
                secondEffects,
                evidence.arrivals().size() - effects,
                evidence.fenced());
    }

    private void everyAcknowledgedEventIsStoredOnce() {
        Map<String, Long> events = new HashMap<>();
        for (Acknowledged one : evidence.acknowledged()) {
            Long first = events.putIfAbsent(one.key(), one.event());
            if (first != null && first != one.event()) {
                secondEffects.add("answered as event %d and as %d: %s".formatted(first, one.event(), one));
            }
        }
        for (Acknowledged one : acknowledged.values()) {
            if (!evidence.inbox().contains(one.key())) {
                lost.put(new Place(one.mark(), "inbox"), "acknowledged, and not in the inbox: " + one);
            }
        }
    }

    private void everyDeliveryThatIsOwedArrived() {
        Set<Place> owed = new HashSet<>();
        for (Acknowledged one : acknowledged.values()) {
            for (String destination : Owed.destinations(one.type(), one.lines())) {
                Place place = new Place(one.mark(), destination);
                owed.add(place);
                if (arrivals.getOrDefault(place, List.of()).stream().noneMatch(Arrival::executed)) {
                    lost.putIfAbsent(place, "never reached %s: %s".formatted(destination, one));
                }
            }
        }
        for (Place place : arrivals.keySet()) {
            if (!owed.contains(place)) {
                secondEffects.add("nobody owed it: " + arrivals.get(place).getFirst());
            }
        }
    }

    private void theLedgerAgrees() {
        Map<String, Mark> marks = new HashMap<>();
        acknowledged.values().forEach(one -> marks.put(one.key(), one.mark()));
        Set<Place> made = new HashSet<>();
        for (Entry entry : evidence.ledger()) {
            Mark mark = marks.get(entry.key());
            if (mark == null) {
                secondEffects.add("a delivery of what was never acknowledged: " + entry);
                continue;
            }
            Place place = new Place(mark, entry.destination());
            if (!made.add(place)) {
                secondEffects.add("made twice: " + entry);
            }
            if (!entry.state().equals("DELIVERED")) {
                lost.putIfAbsent(place, "left %s: %s".formatted(entry.state(), entry));
            } else if (!arrivals.containsKey(place)) {
                lost.putIfAbsent(place, "DELIVERED, says the ledger, and nothing arrived: " + entry);
            }
        }
        for (Acknowledged one : acknowledged.values()) {
            for (String destination : Owed.destinations(one.type(), one.lines())) {
                Place place = new Place(one.mark(), destination);
                if (!made.contains(place)) {
                    lost.putIfAbsent(place, "no delivery to %s was made: %s".formatted(destination, one));
                }
            }
        }
    }

    /** The provider sends an event only after the former was acknowledged; only first effects count. */
    private void eachOrderArrivedInOrder() {
        Map<Mark, Integer> turns = new HashMap<>();
        acknowledged.keySet().forEach(mark -> turns.put(mark, turns.size()));
        Map<Place, Arrival> latest = new HashMap<>();
        Set<Place> seen = new HashSet<>();
        for (Arrival arrival : evidence.arrivals()) {
            Integer turn = turns.get(arrival.mark());
            if (turn == null || !arrival.executed() || !seen.add(new Place(arrival.mark(), arrival.destination()))) {
                continue;
            }
            Place order = new Place(new Mark(arrival.mark().order(), 0), arrival.destination());
            Arrival before = latest.get(order);
            if (before != null && turn < turns.get(before.mark())) {
                outOfOrder.add("came after a later one of its order: %s, %s".formatted(before, arrival));
            } else {
                latest.put(order, arrival);
            }
        }
    }

    private void nothingActedTwice() {
        Map<String, Place> owners = new HashMap<>();
        arrivals.forEach((place, list) -> {
            Set<String> handles = list.stream().map(Arrival::handle).collect(toSet());
            if (handles.size() > 1) {
                secondEffects.add("under several keys: %s, %s".formatted(place, handles));
            }
            if (place.destination().equals("erp")
                    && list.stream().filter(Arrival::executed).count() > 1) {
                secondEffects.add("executed twice: " + place);
            }
            for (String handle : handles) {
                Place other = owners.putIfAbsent(place.destination() + " " + handle, place);
                if (other != null) {
                    secondEffects.add("one key for two: %s and %s".formatted(other, place));
                }
            }
        });
    }
}
