package dev.waybill.bench;

import static dev.waybill.bench.Columns.figure;

import dev.waybill.bench.HandOverRun.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The results for a reader: what was promised first, as ratios; then what was measured, medians of the runs that count. */
final class Report {

    private final Results results;

    Report(Results results) {
        this.results = results;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        results.machine().forEach((what, value) -> text.append("  %s: %s%n".formatted(what, value)));
        section(text, "Targets", targets(results.targets()));
        section(text, "Accepted events per second, bodies of 0.7 kB", accepted());
        section(text, "What they cost (per accepted event; medians)", costs());
        section(text, "Time to the answer at an offered rate, ms from the intended start", latency());
        section(text, "End to end, one far end, at most 1000 events under way", handOver());
        List<String> voids = voids();
        text.append(voids.isEmpty() ? "\n  No run is void: every 200 is a row, and every row arrived once.\n" : "\n");
        voids.forEach(line -> text.append("  VOID ").append(line).append('\n'));
        return text.toString();
    }

    static Columns targets(List<Target> targets) {
        Columns columns = new Columns().line("", "measured", "target", "");
        targets.forEach(target -> columns.line(
                target.what(),
                figure(target.value()) + " " + target.unit(),
                (target.atLeast() ? "≥ " : "≤ ") + figure(target.limit()),
                target.mark()));
        return columns;
    }

    private Columns accepted() {
        List<Integer> connections = results.accept().stream()
                .map(AcceptRun::connections)
                .distinct()
                .sorted()
                .toList();
        Columns columns =
                new Columns().line(cells("connections", connections.stream().map(String::valueOf)));
        for (String contestant : contestants()) {
            columns.line(cells(
                    contestant, connections.stream().map(number -> optional(contestant, Plan.SMALL_BODY, number))));
        }
        return columns;
    }

    /** A blank where a contestant was not asked; "void" where no run counts. */
    private String optional(String contestant, int bytes, int connections) {
        return AcceptRun.select(results.accept(), contestant, bytes, connections)
                        .isEmpty()
                ? ""
                : figure(AcceptRun.median(results.accept(), contestant, bytes, connections, AcceptRun::perSecond));
    }

    private Columns costs() {
        Columns columns = new Columns()
                .line(
                        "",
                        "kB",
                        "conn.",
                        "per second",
                        "p50 ms",
                        "p99 ms",
                        "p99.9 ms",
                        "CPU s/1000",
                        "PostgreSQL's",
                        "statements",
                        "WAL B",
                        "MiB",
                        "not 2xx",
                        "void");
        record Cell(String contestant, int bytes, int connections) {}
        results.accept().stream()
                .map(run -> new Cell(run.contestant(), run.bytes(), run.connections()))
                .distinct()
                .forEach(cell -> columns.line(cost(cell.contestant(), cell.bytes(), cell.connections())));
        return columns;
    }

    private List<String> cost(String contestant, int bytes, int connections) {
        List<AcceptRun> runs = AcceptRun.select(results.accept(), contestant, bytes, connections);
        List<ToDoubleFunction<AcceptRun>> figures = List.of(
                AcceptRun::perSecond,
                run -> run.wrk().p50() / 1000.0,
                run -> run.wrk().p99() / 1000.0,
                run -> run.wrk().p999() / 1000.0,
                AcceptRun::contestantCpu,
                AcceptRun::postgresCpu,
                AcceptRun::statements,
                AcceptRun::walBytes,
                AcceptRun::residentMiB);
        List<String> cells = new ArrayList<>(List.of(contestant, figure(bytes / 1000.0), String.valueOf(connections)));
        figures.forEach(
                each -> cells.add(figure(AcceptRun.median(results.accept(), contestant, bytes, connections, each))));
        cells.add(String.valueOf(
                runs.stream().mapToLong(run -> run.wrk().refused()).sum()));
        cells.add("%d of %d"
                .formatted(runs.stream().filter(run -> run.voided() != null).count(), runs.size()));
        return cells;
    }

    private Columns latency() {
        Columns columns = new Columns().line("", "offered/s", "p50", "p99", "p99.9", "not 2xx", "unanswered");
        record Cell(String contestant, int offered) {}
        results.latency().stream()
                .map(run -> new Cell(run.contestant(), run.offeredPerSecond()))
                .distinct()
                .forEach(cell -> {
                    List<LatencyRun> runs = results.latency().stream()
                            .filter(run -> new Cell(run.contestant(), run.offeredPerSecond()).equals(cell))
                            .toList();
                    columns.line(
                            cell.contestant(),
                            String.valueOf(cell.offered()),
                            millis(cell.contestant(), cell.offered(), LatencyRun::p50),
                            millis(cell.contestant(), cell.offered(), LatencyRun::p99),
                            millis(cell.contestant(), cell.offered(), LatencyRun::p999),
                            String.valueOf(
                                    runs.stream().mapToLong(LatencyRun::failed).sum()),
                            String.valueOf(runs.stream()
                                    .mapToLong(LatencyRun::unanswered)
                                    .sum()));
                });
        return columns;
    }

    private String millis(String contestant, int offered, ToDoubleFunction<LatencyRun> micros) {
        return figure(LatencyRun.median(results.latency(), contestant, offered, micros) / 1000);
    }

    private Columns handOver() {
        Columns columns = new Columns()
                .line("", "one HTTP /s", "HTTP and upload /s", "p50 ms at 500/s", "p99 ms", "statements", "CPU µs");
        for (String contestant : List.of(Contestants.WAYBILL, Contestants.AFTERNOON)) {
            columns.line(
                    contestant,
                    handed(contestant, Kind.ONE, HandOverRun::perSecond),
                    contestant.equals(Contestants.WAYBILL) ? handed(contestant, Kind.TWO, HandOverRun::perSecond) : "",
                    handed(contestant, Kind.OFFERED, run -> run.p50() / 1000),
                    handed(contestant, Kind.OFFERED, run -> run.p99() / 1000),
                    handed(contestant, Kind.ONE, HandOverRun::statements),
                    handed(contestant, Kind.ONE, HandOverRun::cpuMicros));
        }
        return columns;
    }

    private String handed(String contestant, Kind kind, ToDoubleFunction<HandOverRun> value) {
        return figure(HandOverRun.median(results.handOver(), contestant, kind, value));
    }

    private List<String> voids() {
        return Stream.of(
                        results.accept().stream()
                                .filter(run -> run.voided() != null)
                                .map(run -> "%s, %d connections: %s"
                                        .formatted(run.contestant(), run.connections(), run.voided())),
                        results.latency().stream()
                                .filter(run -> run.voided() != null)
                                .map(run -> "%s, %d/s offered: %s"
                                        .formatted(run.contestant(), run.offeredPerSecond(), run.voided())),
                        results.handOver().stream()
                                .filter(run -> run.voided() != null)
                                .map(run ->
                                        "%s, end to end %s: %s".formatted(run.contestant(), run.kind(), run.voided())))
                .flatMap(lines -> lines)
                .toList();
    }

    private List<String> contestants() {
        return results.accept().stream().map(AcceptRun::contestant).distinct().toList();
    }

    private static List<String> cells(String first, Stream<String> more) {
        return Stream.concat(Stream.of(first), more).toList();
    }

    private static void section(StringBuilder text, String title, Columns columns) {
        text.append('\n').append(title).append('\n').append(columns);
    }
}
