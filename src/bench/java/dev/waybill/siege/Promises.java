package dev.waybill.siege;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The promises that hold in every phase and after it.
 *
 * @param most how much memory the hub may take at all, in MiB
 * @param slowest the 99th percentile of honest answers
 */
record Promises(long most, Duration slowest) {

    /** The heap of 256 MiB, classes and code, threads, and some of the direct memory that buffers might take. Warm it has 350. */
    static final long MOST_RESIDENT = 680;

    private static final Set<Integer> FAULTS = Set.of(500, 502, 504);
    private static final long LOG_LINES = 60;
    private static final long MORE_DESCRIPTORS = 12;
    private static final long MORE_THREADS = 24;

    /** The promises that a phase broke, a sentence each. */
    List<String> broken(Course course) {
        List<String> broken = new ArrayList<>();
        if (!course.lives()) {
            broken.add("The hub ended.");
        }
        if (!course.bad().isEmpty()) {
            broken.add("%d of %d honest webhooks were not accepted: %s."
                    .formatted(
                            course.answers().size() - course.good(),
                            course.answers().size(),
                            course.bad()));
        }
        if (!course.lostProbes().isEmpty()) {
            broken.add("%d of %d probes were lost: %s."
                    .formatted(
                            course.lostProbes().size(),
                            course.probes(),
                            course.lostProbes().getFirst()));
        }
        if (course.most().resident() > most) {
            broken.add("It took %d MiB.".formatted(course.most().resident()));
        }
        if (course.logLines() > LOG_LINES) {
            broken.add("It wrote %d lines to its log.".formatted(course.logLines()));
        }
        Map<Integer, Long> answers = course.toStrangers();
        answers.forEach((status, count) -> {
            if (status < 300 || FAULTS.contains(status)) {
                broken.add("%d strangers were answered %d.".formatted(count, status));
            }
        });
        if (course.latency(0.99).compareTo(slowest) > 0) {
            broken.add("One honest webhook in a hundred took longer than %d ms.".formatted(slowest.toMillis()));
        }
        return broken;
    }

    /** Whether the process is as it was before the strangers came. */
    static boolean calm(Vitals before, Vitals after) {
        return after.descriptors() <= before.descriptors() + MORE_DESCRIPTORS
                && after.threads() <= before.threads() + MORE_THREADS;
    }
}
