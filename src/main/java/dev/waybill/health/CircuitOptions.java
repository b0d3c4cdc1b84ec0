package dev.waybill.health;

import java.time.Duration;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The endpoint's options for its destination's circuit; unset ones come from {@code waybill.outbox.circuit}. */
@UriParams
public class CircuitOptions {

    @UriParam(
            label = "consumer",
            description = "Hand-overs in a row that don't reach the destination until its circuit opens; 0 for never")
    private @Nullable Integer circuitFailures;

    @UriParam(
            label = "consumer",
            javaType = "java.time.Duration",
            description = "The pause before the first probe of an open circuit; it doubles with each further one")
    private @Nullable Duration circuitProbe;

    @UriParam(
            label = "consumer",
            javaType = "java.time.Duration",
            description = "The longest pause between two probes of an open circuit")
    private @Nullable Duration circuitProbeMost;

    @UriParam(label = "consumer", description = "Answers until a circuit that was open closes, the probe's included")
    private @Nullable Integer circuitSuccesses;

    public CircuitRules over(CircuitRules defaults) {
        return new CircuitRules(
                circuitFailures == null ? defaults.failures() : circuitFailures,
                circuitProbe == null ? defaults.probe() : circuitProbe,
                circuitProbeMost == null ? defaults.probeMost() : circuitProbeMost,
                circuitSuccesses == null ? defaults.successes() : circuitSuccesses);
    }

    public @Nullable Integer getCircuitFailures() {
        return circuitFailures;
    }

    public void setCircuitFailures(Integer circuitFailures) {
        this.circuitFailures = circuitFailures;
    }

    public @Nullable Duration getCircuitProbe() {
        return circuitProbe;
    }

    public void setCircuitProbe(Duration circuitProbe) {
        this.circuitProbe = circuitProbe;
    }

    public @Nullable Duration getCircuitProbeMost() {
        return circuitProbeMost;
    }

    public void setCircuitProbeMost(Duration circuitProbeMost) {
        this.circuitProbeMost = circuitProbeMost;
    }

    public @Nullable Integer getCircuitSuccesses() {
        return circuitSuccesses;
    }

    public void setCircuitSuccesses(Integer circuitSuccesses) {
        this.circuitSuccesses = circuitSuccesses;
    }
}
