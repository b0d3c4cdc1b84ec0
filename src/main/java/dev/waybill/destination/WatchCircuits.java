package dev.waybill.destination;

import dev.waybill.cluster.Poll;
import dev.waybill.health.Breaker;
import dev.waybill.health.CircuitState;
import dev.waybill.health.DestinationHealth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads the shared circuits once a second for this node, and advances their recovery. */
public final class WatchCircuits implements Poll {

    static final String NOT_CLOSED = "SELECT state || ' ' || destination FROM outbox_circuit";

    private final DestinationHealth health;
    private final Consumer<String> wakeHere;

    /** @param wakeHere wakes the destination's consumer on this node */
    public WatchCircuits(DestinationHealth health, Consumer<String> wakeHere) {
        this.health = health;
        this.wakeHere = wakeHere;
    }

    @Override
    public String sql() {
        return NOT_CLOSED;
    }

    @Override
    public Map<String, ?> parameters() {
        return Map.of();
    }

    @Override
    public void answered(List<String> names) {
        Map<String, CircuitState> states = new HashMap<>();
        names.forEach(name -> {
            int space = name.indexOf(' ');
            states.put(name.substring(space + 1), CircuitState.valueOf(name.substring(0, space)));
        });
        RuntimeException failure = null;
        for (Breaker breaker : health.breakers()) {
            try {
                watch(breaker, states);
            } catch (RuntimeException e) {
                failure = e; // a failure of one destination must not keep the others from being woken
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void watch(Breaker breaker, Map<String, CircuitState> states) {
        CircuitState before = breaker.state();
        CircuitState now = states.getOrDefault(breaker.destination(), CircuitState.CLOSED);
        breaker.learned(now);
        if (now == CircuitState.HALF_OPEN) {
            breaker.recover();
        }
        if (now != CircuitState.CLOSED || before != now) {
            wakeHere.accept(breaker.destination());
        }
    }
}
