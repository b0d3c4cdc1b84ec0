package dev.waybill.bench;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** The middle of what was measured: one run that the machine disturbed does not move it. */
final class Median {

    private Median() {}

    /** Of an even number the mean of the two in the middle; of nothing, not a number. */
    static double of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static <T> double of(Collection<T> runs, ToDoubleFunction<T> figure) {
        return of(runs.stream().map(figure::applyAsDouble).toList());
    }
}
