package dev.waybill.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the rows that this node has purged, and its failures. */
final class RetentionMeters {

    private final Counter bodies;
    private final Counter events;
    private final Counter failures;

    RetentionMeters(MeterRegistry registry) {
        this.bodies = Counter.builder("waybill.retention.bodies")
                .description("Bodies of finished events that this node has purged")
                .register(registry);
        this.events = Counter.builder("waybill.retention.events")
                .description("Events that this node has purged at the dedupe horizon")
                .register(registry);
        this.failures = Counter.builder("waybill.retention.failures")
                .description("Batches of retention that failed and were undone")
                .register(registry);
    }

    void purgedBodies(int count) {
        bodies.increment(count);
    }

    void purgedEvents(int count) {
        events.increment(count);
    }

    void failed() {
        failures.increment();
    }
}
