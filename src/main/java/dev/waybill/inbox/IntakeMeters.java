package dev.waybill.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what became of verified arrivals: {@code waybill.inbox.arrivals} by source and outcome. */
final class IntakeMeters {

    private final MeterRegistry meters;

    IntakeMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param source the name of a configured source, so there are few */
    void count(String source, Outcome outcome) {
        Counter.builder("waybill.inbox.arrivals")
                .description("Verified arrivals by what became of them")
                .tag("source", source)
                .tag("outcome", name(outcome))
                .register(meters)
                .increment();
    }

    private static String name(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Stored stored -> "accepted";
            case Outcome.Duplicate duplicate -> "duplicate";
            case Outcome.Conflict conflict -> "conflict";
            case Outcome.Unfit unfit -> "unstorable";
            case Outcome.Unknown unknown -> "unavailable";
        };
    }
}
