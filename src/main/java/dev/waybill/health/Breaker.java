package dev.waybill.health;

import dev.waybill.handover.Delivery.LaneLease;
import dev.waybill.handover.FinishedAttempt;
import dev.waybill.handover.Outcome.TryAgain;
import dev.waybill.handover.Policy;
import dev.waybill.health.Circuits.Locked;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * This node's part in a destination's circuit. It counts consecutive unreachable hand-overs, and reports the results of
 * trial deliveries. Neither costs a statement while the destination answers. The known state is refreshed once a
 * second; a lease reads the row itself.
 */
public final class Breaker {

    private final String destination;
    private final Circuits circuits;
    private final EndBackoff backedOff;
    private final CircuitLog log;
    private final AtomicInteger failures = new AtomicInteger();
    /** The trial deliveries: the lane lease's token, with the circuit's token. */
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

    /** Takes the state that the database has just reported. */
    public void learned(CircuitState now) {
        if (now == CircuitState.CLOSED && state != now) {
            failures.set(0);
        }
        state = now;
    }

    /** Locks the circuit for the rest of the transaction; empty if it is closed. */
    public Optional<Locked> lock() {
        Optional<Locked> locked = circuits.lock(destination);
        if (locked.isEmpty()) {
            learned(CircuitState.CLOSED);
        }
        return locked;
    }

    /** True if a trial delivery of this node is under way. */
    public boolean trying() {
        return !trials.isEmpty();
    }

    /** True if a waiting lease may still be handed over: a trial, or any lease while the circuit is closed. */
    public boolean lets(LaneLease lease) {
        return state == CircuitState.CLOSED || trials.containsKey(lease.token());
    }

    /** Records this lease as a trial for all nodes, in the transaction that takes it. */
    public void probing(LaneLease lease, Locked circuit, CircuitRules rules) {
        if (circuit.open()) {
            circuits.probing(lease, rules);
        }
    }

    /** Records the trial on this node, after the commit: a rolled-back trial would be awaited forever. */
    public void tries(LaneLease lease, Locked circuit) {
        trials.put(lease.token(), circuit.token());
        if (circuit.open()) {
            log.probed(destination);
        }
    }

    /** Forgets a lease that ends without a hand-over. */
    public void left(long token) {
        trials.remove(token);
    }

    /**
     * Takes the outcome of a settled attempt, even after its lease was lost: the destination answered, or did not. An
     * attempt without a call, such as one whose mapping failed, says nothing about the destination.
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

    /**
     * Ends back-offs and closes the circuit if possible. Every node calls it once a second while the circuit is half
     * open.
     */
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
