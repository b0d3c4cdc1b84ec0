package dev.waybill.siege;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** A line for each phase, and beneath it what strangers did and got. */
final class Report {

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void head() {
        out.printf(
                "%-20s %6s %6s %5s %6s %6s %6s %7s %8s %8s %6s %6s %7s %8s%n",
                "phase",
                "honest",
                "2xx",
                "else",
                "p50 ms",
                "p99 ms",
                "max ms",
                "probes",
                "RSS MiB",
                "heap MiB",
                "direct",
                "fds",
                "threads",
                "log");
    }

    void phase(Course course, List<String> broken) {
        out.printf(
                "%-20s %6d %6d %5d %6d %6d %6d %7s %8d %8d %6d %6d %7d %8d%n",
                course.phase(),
                course.answers().size(),
                course.good(),
                course.answers().size() - course.good(),
                millis(course.latency(0.5)),
                millis(course.latency(0.99)),
                millis(course.latency(1)),
                course.probes() - course.lostProbes().size() + "/" + course.probes(),
                course.most().resident(),
                course.heap(),
                course.direct(),
                course.most().descriptors(),
                course.most().threads(),
                course.logLines());
        out.printf("    connections %s%n", course.strangers());
        out.printf("    first answers %s%n", course.toStrangers());
        out.printf("    counted %s%n", course.refusals());
        broken.forEach(promise -> out.printf("    BROKEN: %s%n", promise));
    }

    void line(String text) {
        out.println(text);
    }

    private static long millis(Duration duration) {
        return duration.toMillis();
    }
}
