package dev.waybill.bench;

import java.util.Collection;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One end-to-end run; latencies in microseconds from the 200 to the hand-over, not a number where none were taken.
 *
 * @param kind what was run
 * @param perSecond events that arrived at all their destinations
 * @param statements for each event, by pg_stat_statements
 * @param cpuMicros of contestant and PostgreSQL for each event
 * @param voided why it doesn't count; null if it does
 */
record HandOverRun(
        String contestant,
        Kind kind,
        double perSecond,
        double p50,
        double p99,
        double statements,
        double cpuMicros,
        long accepted,
        long arrived,
        long doubled,
        @Nullable String voided) {

    /** The questions of an end-to-end run. */
    enum Kind {
        /** As many as go through, each to one HTTP destination. */
        ONE,
        /** As many as go through, each to one HTTP destination and one upload. */
        TWO,
        /** 500 a second, for the time that they take. */
        OFFERED,
        /** One event after the other. */
        SINGLY
    }

    static double median(
            Collection<HandOverRun> runs, String contestant, Kind kind, ToDoubleFunction<HandOverRun> figure) {
        return Median.of(
                runs.stream()
                        .filter(run -> run.contestant.equals(contestant) && run.kind == kind)
                        .filter(run -> run.voided == null)
                        .toList(),
                figure);
    }
}
