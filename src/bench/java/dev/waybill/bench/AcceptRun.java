package dev.waybill.bench;

import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One run of wrk against one contestant.
 *
 * @param stored rows that it added; 0 for a contestant that stores nothing
 * @param used until all of it was done
 * @param residentMiB at its end
 * @param voided why it doesn't count; null if it does
 */
record AcceptRun(
        String contestant,
        int bytes,
        int connections,
        Wrk.Result wrk,
        long stored,
        Usage used,
        long residentMiB,
        @Nullable String voided) {

    double perSecond() {
        return wrk.perSecond();
    }

    /** Seconds of CPU for 1000 events, without PostgreSQL. */
    double contestantCpu() {
        return 1000 * used.contestantCpu() / wrk.accepted();
    }

    double postgresCpu() {
        return 1000 * used.postgresCpu() / wrk.accepted();
    }

    /** Microseconds of CPU for one event, PostgreSQL included. */
    double cpuMicros() {
        return 1000 * (contestantCpu() + postgresCpu());
    }

    double statements() {
        return (double) used.statements() / wrk.accepted();
    }

    double walBytes() {
        return (double) used.walBytes() / wrk.accepted();
    }

    /** The median of those that count among the runs of one contestant; not a number if none does. */
    static double median(
            Collection<AcceptRun> runs,
            String contestant,
            int bytes,
            int connections,
            ToDoubleFunction<AcceptRun> figure) {
        return Median.of(
                select(runs, contestant, bytes, connections).stream()
                        .filter(run -> run.voided == null)
                        .toList(),
                figure);
    }

    static List<AcceptRun> select(Collection<AcceptRun> runs, String contestant, int bytes, int connections) {
        return runs.stream()
                .filter(run -> run.contestant.equals(contestant))
                .filter(run -> run.bytes == bytes && run.connections == connections)
                .toList();
    }
}
