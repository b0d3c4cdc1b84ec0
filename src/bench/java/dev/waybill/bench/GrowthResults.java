package dev.waybill.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The figures of {@code bench/growth}: medians, events a second. */
record GrowthResults(Map<String, String> machine, List<Past> pasts, List<Nodes> nodes) {

    /**
     * A database with a past.
     *
     * @param accepted at 64 connections
     * @param handedOver end to end, to one destination
     */
    record Past(String name, double accepted, double handedOver) {}

    /** So many hubs, and what they hand over to a destination that takes 100 ms for each call. */
    record Nodes(int hubs, double perSecond) {}

    List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        Past empty = pasts.getFirst();
        for (Past past : pasts.subList(1, pasts.size())) {
            targets.add(Target.atMost(
                    "accepting costs more with " + past.name(), cost(past.accepted(), empty.accepted()), 5, "%"));
            targets.add(Target.atMost(
                    "end to end costs more with " + past.name(), cost(past.handedOver(), empty.handedOver()), 5, "%"));
        }
        targets.add(Target.atLeast(
                "three hubs on the slow destination, × one",
                nodes.getLast().perSecond() / nodes.getFirst().perSecond(),
                2.7,
                "×"));
        return targets;
    }

    String text() {
        Columns past = new Columns().line("", "accepted/s", "end to end/s");
        pasts.forEach(
                each -> past.line(each.name(), Columns.figure(each.accepted()), Columns.figure(each.handedOver())));
        Columns slow = new Columns().line("hubs", "end to end/s");
        nodes.forEach(each -> slow.line(String.valueOf(each.hubs()), Columns.figure(each.perSecond())));
        return "%n%s%nWith a past%n%s%nA destination that takes 100 ms%n%s"
                .formatted(Report.targets(targets()), past, slow);
    }

    /** Percent of the rate that is lost. */
    static double cost(double rate, double without) {
        return 100 * (1 - rate / without);
    }
}
