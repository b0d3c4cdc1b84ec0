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
                "destination={} is unreachable: {} hand-over(s) in a row failed to reach it. Its circuit is open: all"
                        + " nodes hold its deliveries and send one probe at a time, the first in {} ms. Last error: {}",
                destination,
                failures,
                pause.toMillis(),
                error);
    }

    void openedAgain(String destination, String error) {
        count("waybill.circuit.openings", "How often this node opened a destination's circuit", destination, 1);
        LOG.warn(
                "destination={} is unreachable again before it was back at full speed. Its circuit is open: one probe"
                        + " at a time is sent. Last error: {}",
                destination,
                error);
    }

    void probed(String destination) {
        count("waybill.circuit.probes", "Probes that this node sent to a destination", destination, 1);
    }

    void halfOpened(String destination, int successes) {
        LOG.info(
                "destination={} has answered a probe. Its circuit is half open: each node hands over one delivery at a"
                        + " time until {} are answered in total; deliveries held by the circuit become due",
                destination,
                successes);
    }

    void closed(String destination) {
        LOG.info("destination={} is back: its circuit is closed, and hand-overs run at full speed", destination);
    }

    private void count(String name, String description, String destination, int times) {
        Counter.builder(name)
                .description(description)
                .tag("destination", destination)
                .register(metrics)
                .increment(times);
    }
}
