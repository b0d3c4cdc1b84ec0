package dev.waybill.siege;

import dev.waybill.siege.Honest.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The course of a phase.
 *
 * @param answers what honest webhooks got
 * @param lostProbes what went wrong with each
 * @param most the most of each while it went on
 * @param heap in MiB at its end, of which Java may not have collected much; -1 if the hub did not say
 * @param direct the same outside the heap
 * @param logLines that the hub wrote
 * @param strangers connections of each kind
 * @param toStrangers how often each status was a stranger's first answer
 * @param refusals what the hub counted
 */
record Course(
        String phase,
        List<Answer> answers,
        long probes,
        List<String> lostProbes,
        Vitals most,
        long heap,
        long direct,
        long logLines,
        boolean lives,
        Map<String, Long> strangers,
        Map<Integer, Long> toStrangers,
        Map<String, Long> refusals) {

    long good() {
        return answers.stream().filter(Answer::good).count();
    }

    Map<String, Long> bad() {
        return answers.stream()
                .filter(answer -> !answer.good())
                .collect(Collectors.groupingBy(
                        answer -> answer.status() == 0 ? answer.trouble() : String.valueOf(answer.status()),
                        TreeMap::new,
                        Collectors.counting()));
    }

    /** Of the honest answers, by rank from 0 to 1; zero if there was none. */
    Duration latency(double rank) {
        long[] sorted = LongStream.of(answers.stream().mapToLong(Answer::nanos).toArray())
                .sorted()
                .toArray();
        return sorted.length == 0
                ? Duration.ZERO
                : Duration.ofNanos(sorted[(int) Math.min(sorted.length - 1, Math.round(rank * sorted.length))]);
    }
}
