package dev.waybill.plan;

import dev.waybill.Excerpt;
import dev.waybill.plan.CompareEvent.Compared;
import dev.waybill.plan.PlanResult.Kind;
import dev.waybill.plan.PlanResult.Line;
import dev.waybill.plan.PlanResult.Sample;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts comparisons by type and destination, and keeps a few samples of each kind. */
final class CountDifferences {

    private static final int SAMPLES_EACH = 3;
    private static final int SAMPLES = 100;
    private static final int LONGEST = 4000;

    private record Key(String type, String destination) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byType = type.compareTo(other.type);
            return byType == 0 ? destination.compareTo(other.destination) : byType;
        }
    }

    private final Map<Key, Map<Kind, Integer>> counts = new TreeMap<>();
    private final List<Sample> samples = new ArrayList<>();

    void add(long event, String type, Compared compared) {
        Map<Kind, Integer> kinds =
                counts.computeIfAbsent(new Key(type, compared.destination()), key -> new EnumMap<>(Kind.class));
        int soFar = kinds.merge(compared.kind(), 1, Integer::sum);
        if (compared.kind() != Kind.SAME && soFar <= SAMPLES_EACH && samples.size() < SAMPLES) {
            samples.add(new Sample(
                    event,
                    type,
                    compared.destination(),
                    compared.kind(),
                    Excerpt.of(compared.difference().get(), LONGEST)));
        }
    }

    PlanResult result(List<String> notes) {
        List<Line> lines = counts.entrySet().stream()
                .map(each -> new Line(
                        each.getKey().type(),
                        each.getKey().destination(),
                        count(each.getValue(), Kind.SAME),
                        count(each.getValue(), Kind.CHANGED),
                        count(each.getValue(), Kind.NEW),
                        count(each.getValue(), Kind.NO_LONGER),
                        count(each.getValue(), Kind.REFUSED)))
                .toList();
        return new PlanResult(lines, List.copyOf(samples), notes);
    }

    private static int count(Map<Kind, Integer> kinds, Kind kind) {
        return kinds.getOrDefault(kind, 0);
    }
}
