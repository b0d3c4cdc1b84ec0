package dev.waybill.bench;

import java.util.Collection;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One open loop against one contestant; latencies in microseconds from the intended start.
 *
 * @param failed answered otherwise than 200
 * @param voided why it doesn't count; null if it does
 */
record LatencyRun(
        String contestant,
        int offeredPerSecond,
        double p50,
        double p99,
        double p999,
        long accepted,
        long failed,
        long unanswered,
        @Nullable String voided) {

    static double median(
            Collection<LatencyRun> runs, String contestant, int offered, ToDoubleFunction<LatencyRun> figure) {
        return Median.of(
                runs.stream()
                        .filter(run -> run.contestant.equals(contestant) && run.offeredPerSecond == offered)
                        .filter(run -> run.voided == null)
                        .toList(),
                figure);
    }
}
