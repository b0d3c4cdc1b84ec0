package dev.waybill.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Counts what became of events at routing, once it is committed. */
final class RoutingMeters {

    private final MeterRegistry registry;

    RoutingMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(String source, List<Decision> decisions) {
        for (Decision decision : decisions) {
            Counter.builder("waybill.events")
                    .description("Decisions of routing; a failed event counts at each try")
                    .tags("source", source, "result", result(decision))
                    .register(registry)
                    .increment();
        }
    }

    private static String result(Decision decision) {
        return switch (decision.outcome()) {
            case RouteOutcome.Routed routed -> "routed";
            case RouteOutcome.Unrouted unrouted -> "unrouted";
            case RouteOutcome.Failed failed -> "failed";
            case null -> "waiting";
        };
    }
}
