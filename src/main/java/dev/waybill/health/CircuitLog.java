package dev.waybill.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one log line and one metric per change of a circuit, on the node that changed it. */
public final class CircuitLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.waybill.circuit");

    private final MeterRegistry metrics;

    public CircuitLog(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Registers the metrics of this circuit. */
    void watch(String destination, Supplier<CircuitState> state) {
        Gauge.builder("waybill.circuit", () -> state.get().ordinal())
                .description("A destination's circuit, for all nodes: 0 closed, 1 half open, 2 open")
                .tag("destination", destination)
                .register(metrics);
        count("waybill.circuit.openings", "How often this node opened a destination's circuit", destination, 0);
    }

    void opened(String destination, int failures, Duration pause, String error) {
        count("waybill.circuit.openings", "How often this node opened a destination's circuit", destination, 1);
        LOG.warn(
                "destination={} is out of reach: {} hand-over(s) in a row did not get through. Its circuit is open: all"
                        + " nodes keep its deliveries, but for one probe at a time, the first in {} ms. The last failed"
                        + " with: {}",
                destination,
                failures,
                pause.toMillis(),
                error);
    }

    void openedAgain(String destination, String error) {
        count("waybill.circuit.openings", "How often this node opened a destination's circuit", destination, 1);
        LOG.warn(
                "destination={} is out of reach again before it was back at full speed. Its circuit is open: one probe"
                        + " at a time goes on. It failed with: {}",
                destination,
                error);
    }

    void probed(String destination) {
        count("waybill.circuit.probes", "Probes that this node sent to a destination", destination, 1);
    }

    void halfOpened(String destination, int successes) {
        LOG.info(
                "destination={} has answered a probe. Its circuit is half open: each node hands over one delivery at a"
                        + " time until {} were answered in all; what waits because of it becomes due",
                destination,
                successes);
    }

    void closed(String destination) {
        LOG.info("destination={} is back: its circuit is closed, it gets everything at full speed", destination);
    }

    private void count(String name, String description, String destination, int times) {
        Counter.builder(name)
                .description(description)
                .tag("destination", destination)
                .register(metrics)
                .increment(times);
    }
}
