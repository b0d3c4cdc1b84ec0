package dev.waybill.health;

import dev.waybill.handover.FinishedAttempt;
import dev.waybill.handover.LaneLease;
import dev.waybill.handover.Outcome.TryAgain;
import dev.waybill.handover.Policy;
import dev.waybill.health.Circuits.Locked;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * This node's part in a destination's circuit: it counts the hand-overs in a row that did not get through, and says what
 * became of those that tried the destination. Neither costs a statement while the destination answers. What it believes of
 * the state is refreshed once a second; whoever leases asks the row itself.
 */
public final class Breaker {

    private final String destination;
    private final Circuits circuits;
    private final EndBackoff backedOff;
    private final CircuitLog log;
    private final AtomicInteger failures = new AtomicInteger();
    /** The deliveries that try the destination: the circuit's token, by the lane's. */
    private final Map<Long, Long> trials = new ConcurrentHashMap<>();

    private volatile CircuitState state = CircuitState.CLOSED;

    public Breaker(String destination, Circuits circuits, EndBackoff backedOff, CircuitLog log) {
        this.destination = destination;
        this.circuits = circuits;
        this.backedOff = backedOff;
        this.log = log;
        log.watch(destination, this::state);
    }

    public String destination() {
        return destination;
    }

    public CircuitState state() {
        return state;
    }

    /** What the database said a moment ago. */
    public void learned(CircuitState now) {
        if (now == CircuitState.CLOSED && state != now) {
            failures.set(0);
        }
        state = now;
    }

    /** Locks the circuit for the rest of the transaction; nothing if it is closed. */
    public Optional<Locked> lock() {
        Optional<Locked> locked = circuits.lock(destination);
        if (locked.isEmpty()) {
            learned(CircuitState.CLOSED);
        }
        return locked;
    }

    /** Whether something that tries the destination is on its way from here. */
    public boolean trying() {
        return !trials.isEmpty();
    }

    /** Whether a lease that had to wait may still be handed over: one that tries the destination, or any while it answers. */
    public boolean lets(LaneLease lease) {
        return state == CircuitState.CLOSED || trials.containsKey(lease.token());
    }

    /** This lease tries the destination: noted in the transaction that takes it, for all nodes. */
    public void probing(LaneLease lease, Locked circuit, CircuitRules rules) {
        if (circuit.open()) {
            circuits.probing(lease, rules);
        }
    }

    /** The same for this node, once it has committed: a trial that was rolled back would be awaited for ever. */
    public void tries(LaneLease lease, Locked circuit) {
        trials.put(lease.token(), circuit.token());
        if (circuit.open()) {
            log.probed(destination);
        }
    }

    /** The lease ends without a hand-over. */
    public void left(long token) {
        trials.remove(token);
    }

    /**
     * Takes a settled attempt's outcome, whether or not its lease still held: the destination answered, or did not. An
     * attempt that never came as far as calling it, such as one whose mapping failed, says nothing of it.
     */
    public void ended(FinishedAttempt attempted, CircuitRules rules, Policy policy) {
        Long circuit = trials.remove(attempted.lease().token());
        if (attempted.outcome() instanceof TryAgain failure && failure.unreachable()) {
            String error = String.valueOf(failure.answer().reason());
            if (circuit != null) {
                unreached(circuit, rules, policy.asked(failure), error);
            } else if (failures.incrementAndGet() >= rules.failures() && rules.failures() > 0) {
                open(rules, policy.asked(failure), error);
            }
        } else if (attempted.calledOutside()) {
            failures.set(0);
            if (circuit != null) {
                answered(circuit, rules);
            }
        }
    }

    /** Once a second while half open, by every node: until what waited is due, and the circuit closed. */
    public void recover() {
        backedOff.endUnreached(destination);
        if (circuits.close(destination)) {
            log.closed(destination);
            learned(CircuitState.CLOSED);
        }
    }

    private void open(CircuitRules rules, Duration asked, String error) {
        Duration pause = asked.compareTo(rules.probe()) > 0 ? asked : rules.probe();
        int seen = failures.get();
        if (circuits.open(destination, pause, seen, error)) {
            log.opened(destination, seen, pause, error);
        }
        failures.set(0);
        if (state == CircuitState.CLOSED) {
            state = CircuitState.OPEN;
        }
    }

    private void unreached(long circuit, CircuitRules rules, Duration asked, String error) {
        circuits.unreached(destination, circuit, rules, asked, error).ifPresent(again -> {
            if (again) {
                log.openedAgain(destination, error);
            }
            state = CircuitState.OPEN;
        });
    }

    private void answered(long circuit, CircuitRules rules) {
        circuits.answered(destination, circuit, rules).ifPresent(halfOpened -> {
            if (halfOpened) {
                log.halfOpened(destination, rules.successes());
            }
            state = CircuitState.HALF_OPEN;
            recover();
        });
    }
}
