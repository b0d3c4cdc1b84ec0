package dev.waybill.siege;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** A line for each phase, and beneath it what strangers did and got. */
final class Report {

    private final PrintStream out;
    private final StringBuilder text = new StringBuilder();

    Report(PrintStream out) {
        this.out = out;
    }

    void head() {
        print(
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
        print(
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
        print("    connections %s%n", course.strangers());
        print("    first answers %s%n", course.toStrangers());
        print("    counted %s%n", course.refusals());
        broken.forEach(promise -> print("    BROKEN: %s%n", promise));
    }

    void line(String line) {
        print("%s%n", line);
    }

    /** All that was printed so far. */
    String text() {
        return text.toString();
    }

    private void print(String format, Object... values) {
        String more = format.formatted(values);
        out.print(more);
        text.append(more);
    }

    private static long millis(Duration duration) {
        return duration.toMillis();
    }
}
