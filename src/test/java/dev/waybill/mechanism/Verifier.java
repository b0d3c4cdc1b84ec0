package dev.waybill.mechanism;

import static java.util.stream.Collectors.groupingBy;

import dev.waybill.mechanism.Evidence.Row;
import dev.waybill.mechanism.Evidence.Wanted;
import dev.waybill.mechanism.Journal.HandOver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges what a run left behind: nothing lost, nothing out of order, nothing settled twice. */
final class Verifier {

    /** Sentences, one for each fault. */
    record Findings(List<String> lost, List<String> outOfOrder, List<String> settledTwice) {}

    private final Evidence evidence;
    private final Map<Long, List<HandOver>> handOvers;

    private Verifier(Evidence evidence) {
        this.evidence = evidence;
        this.handOvers = evidence.handOvers().stream().collect(groupingBy(HandOver::delivery));
    }

    static Findings verify(Evidence evidence) {
        Verifier verifier = new Verifier(evidence);
        return new Findings(verifier.lost(), verifier.outOfOrder(), verifier.settledTwice());
    }

    private List<String> lost() {
        List<String> lost = new ArrayList<>();
        Set<Wanted> made = new HashSet<>();
        for (Row row : evidence.ledger()) {
            made.add(row.asWanted());
            if (!row.finished()) {
                lost.add("left open: " + row);
            } else if (row.state().equals("DELIVERED") && !handOvers.containsKey(row.id())) {
                lost.add("DELIVERED, and nobody handed it over: " + row);
            }
        }
        for (Wanted wanted : evidence.wanted()) {
            if (!made.contains(wanted)) {
                lost.add("never made: " + wanted);
            }
        }
        return lost;
    }

    /** No delivery may leave the hub before every earlier one of its lane was finished. */
    private List<String> outOfOrder() {
        List<String> faults = new ArrayList<>();
        evidence.ledger().stream().collect(groupingBy(Row::place)).values().forEach(lane -> {
            lane.sort(Comparator.comparingLong(Row::event).thenComparingLong(Row::id));
            long finished = 0;
            for (Row row : lane) {
                if (firstHandOver(row) < finished) {
                    faults.add("left before an earlier one of its lane was finished: " + row);
                }
                finished = Math.max(finished, finished(row));
            }
        });
        return faults;
    }

    private long firstHandOver(Row row) {
        return handOvers.getOrDefault(row.id(), List.of()).stream()
                .mapToLong(HandOver::place)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** A delivery that is finished is never leased again, so that the newest lease is the one that finished it. */
    private long finished(Row row) {
        Long skipped = evidence.skips().get(row.id());
        if (row.state().equals("SKIPPED") && skipped != null) {
            return skipped;
        }
        return handOvers.getOrDefault(row.id(), List.of()).stream()
                .max(Comparator.comparingLong(HandOver::token))
                .map(HandOver::place)
                .orElse(0L);
    }

    private List<String> settledTwice() {
        List<String> faults = new ArrayList<>();
        Map<Wanted, Integer> rows = new HashMap<>();
        evidence.ledger().forEach(row -> rows.merge(row.asWanted(), 1, Integer::sum));
        Map<Long, Integer> done = new HashMap<>();
        evidence.done().forEach(id -> done.merge(id, 1, Integer::sum));
        Set<Wanted> wanted = new HashSet<>(evidence.wanted());
        for (Row row : evidence.ledger()) {
            if (!wanted.contains(row.asWanted())) {
                faults.add("no route named it: " + row);
            }
        }
        report(rows, "made twice: ", faults);
        report(done, "two workers were told that they finished delivery ", faults);
        report(evidence.recorded(), "two successes are recorded of delivery ", faults);
        return faults;
    }

    private static void report(Map<?, Integer> counts, String fault, List<String> faults) {
        counts.forEach((what, count) -> {
            if (count > 1) {
                faults.add(fault + what);
            }
        });
    }
}
