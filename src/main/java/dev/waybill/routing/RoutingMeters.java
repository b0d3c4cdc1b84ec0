package dev.waybill.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the outcomes of routing, after their commit. */
public final class RoutingMeters {

    /** The metric of events by source, type and destination; the console counts by it too. */
    public static final String FLOW = "waybill.flow";

    private static final int MOST_TYPES = 40;

    private final MeterRegistry registry;
    private final Set<String> types = ConcurrentHashMap.newKeySet();

    RoutingMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(String source, List<RoutingDecision> decisions) {
        for (RoutingDecision decision : decisions) {
            Counter.builder("waybill.events")
                    .description("Decisions of routing; a failed event counts at each try")
                    .tags("source", source, "result", result(decision))
                    .register(registry)
                    .increment();
            destinations(decision)
                    .forEach(destination -> flowed(source, decision.event().type(), destination));
        }
    }

    /** Returns an empty name for an unrouted event, so that it is counted too. */
    private static List<String> destinations(RoutingDecision decision) {
        return switch (decision.outcome()) {
            case RouteOutcome.Routed(List<RoutingSlip.Line> lines) ->
                lines.stream().map(RoutingSlip.Line::destination).distinct().toList();
            case RouteOutcome.Unrouted unrouted -> List.of("");
            case RouteOutcome.Failed failed -> List.of();
            case null -> List.of();
        };
    }

    private void flowed(String source, String type, String destination) {
        Counter.builder(FLOW)
                .description("Routed events by source, type and destination; none for events without a destination")
                .tags(
                        "source",
                        source,
                        "type",
                        known(type),
                        "destination",
                        destination.isEmpty() ? "none" : destination)
                .register(registry)
                .increment();
    }

    /** Returns "other" for types over the limit: a sender can invent endless types, but a metric can't hold them. */
    private String known(String type) {
        return types.contains(type) || types.size() < MOST_TYPES && types.add(type) ? type : "other";
    }

    private static String result(RoutingDecision decision) {
        return switch (decision.outcome()) {
            case RouteOutcome.Routed routed -> "routed";
            case RouteOutcome.Unrouted unrouted -> "unrouted";
            case RouteOutcome.Failed failed -> "failed";
            case null -> "waiting";
        };
    }
}
