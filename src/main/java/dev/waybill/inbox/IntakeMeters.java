package dev.waybill.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the outcomes of verified arrivals: {@code waybill.inbox.arrivals} by source and outcome. */
public final class IntakeMeters {

    /** The metric of verified arrivals by source and outcome; the console counts by it too. */
    public static final String ARRIVALS = "waybill.inbox.arrivals";

    private final MeterRegistry meters;
    /** The registry's own search for a counter takes longer than the rest of counting. */
    private final Map<Counted, Counter> counters = new ConcurrentHashMap<>();

    private record Counted(String source, String outcome) {}

    IntakeMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param source the name of a configured source, so there are few */
    void count(String source, IntakeOutcome outcome) {
        counters.computeIfAbsent(new Counted(source, name(outcome)), this::counter)
                .increment();
    }

    private Counter counter(Counted counted) {
        return Counter.builder(ARRIVALS)
                .description("Verified arrivals by what became of them")
                .tag("source", counted.source)
                .tag("outcome", counted.outcome)
                .register(meters);
    }

    private static String name(IntakeOutcome outcome) {
        return switch (outcome) {
            case IntakeOutcome.Stored stored -> "accepted";
            case IntakeOutcome.Buffered buffered -> "buffered";
            case IntakeOutcome.Duplicate duplicate -> "duplicate";
            case IntakeOutcome.Conflict conflict -> "conflict";
            case IntakeOutcome.Repeated repeated -> "repeated";
            case IntakeOutcome.Unfit unfit -> "unstorable";
            case IntakeOutcome.Unknown unknown -> "unavailable";
        };
    }
}
