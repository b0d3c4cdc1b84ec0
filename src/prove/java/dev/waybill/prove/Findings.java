package dev.waybill.prove;

import java.util.List;
import java.util.stream.Stream;

/** The verifier's result. The faults are sentences, one each; the rest are counts. */
record Findings(
        int acknowledged,
        int delivered,
        List<String> lost,
        List<String> outOfOrder,
        List<String> secondEffects,
        int duplicateAttempts,
        long fenced) {

    private static final int SHOWN = 20;

    boolean proven() {
        return lost.isEmpty() && outOfOrder.isEmpty() && secondEffects.isEmpty();
    }

    /** The faults in words, the first few of each kind. */
    List<String> sentences() {
        return Stream.of(lost, outOfOrder, secondEffects)
                .flatMap(faults -> faults.stream().limit(SHOWN))
                .toList();
    }

    /** The one line that a run is judged by. */
    String line() {
        return "acknowledged %d / delivered %d / lost %d / out of order %d / second effects %d / duplicate attempts %d / stale settles fenced %d"
                .formatted(
                        acknowledged,
                        delivered,
                        lost.size(),
                        outOfOrder.size(),
                        secondEffects.size(),
                        duplicateAttempts,
                        fenced);
    }
}
