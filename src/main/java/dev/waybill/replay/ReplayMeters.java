package dev.waybill.replay;

import dev.waybill.replay.BulkReplay.Counts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures the running jobs as this node last saw them, and counts this node's work for them. */
final class ReplayMeters {

    private final MeterRegistry registry;
    private final AtomicInteger running = new AtomicInteger();

    ReplayMeters(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("waybill.replay.running", running, AtomicInteger::get)
                .description("Replay jobs that run, on all nodes together")
                .register(registry);
    }

    void running(int jobs) {
        running.set(jobs);
    }

    void count(JobAction verb, String target, Counts counts) {
        count(target, verb == JobAction.SKIP ? "skipped" : "replayed", counts.replayed());
        count(target, "waiting", counts.waiting());
        count(target, "gone", counts.gone());
        count(target, "in-flight", counts.inFlight());
    }

    private void count(String target, String result, int number) {
        if (number > 0) {
            Counter.builder("waybill.replay.deliveries")
                    .description("Deliveries handled by replay jobs on this node")
                    .tags("destination", target, "result", result)
                    .register(registry)
                    .increment(number);
        }
    }
}
