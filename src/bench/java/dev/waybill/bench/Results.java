package dev.waybill.bench;

import dev.waybill.bench.HandOverRun.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything that {@code bench/run} has measured.
 *
 * @param machine where, and on what
 */
record Results(
        Map<String, String> machine,
        List<AcceptRun> accept,
        List<LatencyRun> latency,
        List<HandOverRun> handOver,
        StartUp startUp) {

    /** The promises that a single run can show. */
    List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (int connections : List.of(Plan.SOME_CONNECTIONS, Plan.MANY_CONNECTIONS)) {
            String at = "accepted at " + connections + " connections, × ";
            double waybill = rate(Contestants.WAYBILL, connections);
            targets.add(Target.atLeast(at + "stock", waybill / rate(Contestants.STOCK, connections), 10, "×"));
            targets.add(Target.atLeast(at + "afternoon", waybill / rate(Contestants.AFTERNOON, connections), 3, "×"));
            targets.add(Target.atLeast(
                    at + "noop",
                    waybill / rate(Contestants.NOOP, connections),
                    connections == Plan.SOME_CONNECTIONS ? 0.5 : 0.6,
                    "×"));
        }
        targets.add(Target.atMost("CPU of an accepted event, PostgreSQL's too", cpuMicros(), 80, "µs"));
        targets.add(Target.atLeast(
                "end to end to one destination, × afternoon",
                handedOver(Contestants.WAYBILL) / handedOver(Contestants.AFTERNOON),
                1.5,
                "×"));
        targets.add(Target.atMost(
                "p99 at 2000/s offered, × a bare commit's",
                p99(Contestants.WAYBILL) / p99(Latency.BARE_COMMIT),
                10,
                "×"));
        targets.add(Target.atMost("SQL statements of an event under load", statements(Kind.ONE), 1, ""));
        targets.add(Target.atMost("SQL statements of an event that comes singly", statements(Kind.SINGLY), 10, ""));
        targets.add(Target.atMost("SQL statements of an idle hub", startUp.statementsPerSecond(), 5, "/s"));
        targets.add(Target.atMost("from java -jar to the first 200", startUp.seconds(), 4, "s"));
        targets.add(Target.atMost("resident memory of an idle hub", startUp.idleMiB(), 300, "MiB"));
        return targets;
    }

    double rate(String contestant, int connections) {
        return AcceptRun.median(accept, contestant, Plan.SMALL_BODY, connections, AcceptRun::perSecond);
    }

    private double cpuMicros() {
        return AcceptRun.median(
                accept, Contestants.WAYBILL, Plan.SMALL_BODY, Plan.SOME_CONNECTIONS, AcceptRun::cpuMicros);
    }

    private double handedOver(String contestant) {
        return HandOverRun.median(handOver, contestant, Kind.ONE, HandOverRun::perSecond);
    }

    private double p99(String contestant) {
        return LatencyRun.median(latency, contestant, 2000, LatencyRun::p99);
    }

    private double statements(Kind kind) {
        return HandOverRun.median(handOver, Contestants.WAYBILL, kind, HandOverRun::statements);
    }
}
