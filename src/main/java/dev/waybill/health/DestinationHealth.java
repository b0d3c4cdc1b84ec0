package dev.waybill.health;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The node's own part in the health of each destination that it consumes; it outlives the destination's route. */
public final class DestinationHealth {

    private final Circuits circuits;
    private final EndBackoff backedOff;
    private final CircuitLog log;
    private final PauseByHub pause;
    private final int mappingFailures;
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();
    private final Map<String, MappingFaults> mappingFaults = new ConcurrentHashMap<>();

    /** @param mappingFailures the limit of consecutive mapping errors; 0: no destination is paused for them */
    public DestinationHealth(
            Circuits circuits, EndBackoff backedOff, CircuitLog log, PauseByHub pause, int mappingFailures) {
        this.circuits = circuits;
        this.backedOff = backedOff;
        this.log = log;
        this.pause = pause;
        this.mappingFailures = mappingFailures;
    }

    /** Returns this node's part in the destination's circuit. */
    public Breaker breaker(String destination) {
        return breakers.computeIfAbsent(destination, name -> new Breaker(name, circuits, backedOff, log));
    }

    /** Returns this node's count of the destination's mapping errors. */
    public MappingFaults mappingFaults(String destination) {
        return mappingFaults.computeIfAbsent(destination, name -> new MappingFaults(name, mappingFailures, pause));
    }

    public Collection<Breaker> breakers() {
        return breakers.values();
    }
}
