package dev.waybill.outbox;

import dev.waybill.handover.Delivery.Leased;
import dev.waybill.handover.Policy;
import dev.waybill.health.Breaker;
import dev.waybill.health.CircuitState;
import dev.waybill.health.Circuits;
import dev.waybill.health.Rates;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Leases the due lanes that a destination's circuit and rate let through. Both are rows that all nodes share. The lock
 * order is circuit, rate, lanes. A healthy destination without a limit needs neither row.
 */
public final class LeaseWithinLimits {

    /** A tolerance above the rounding error of a double, and far below a permit. */
    private static final double ROUNDING = 1e-6;

    private final TransactionTemplate transaction;
    private final LeaseDue due;
    private final Rates rates;

    public LeaseWithinLimits(TransactionTemplate transaction, LeaseDue due, Rates rates) {
        this.transaction = transaction;
        this.due = due;
        this.rates = rates;
    }

    /**
     * The leased lanes.
     *
     * @param next the time until the rate lets another one through; null if the rate is not the limit
     */
    public record Permitted(List<Leased> leased, @Nullable Duration next) {

        static final Permitted NOTHING = new Permitted(List.of(), null);
    }

    /** Leases up to {@code free} lanes for this owner. */
    public Permitted lease(Breaker breaker, Policy policy, Limits limits, long owner, int free) {
        String destination = breaker.destination();
        if (breaker.state() != CircuitState.CLOSED) {
            Permitted tried = tryOne(breaker, policy, limits, owner);
            if (breaker.state() != CircuitState.CLOSED) {
                return tried;
            }
        }
        return paced(destination, limits, free, limit -> due.lease(destination, policy, owner, limit));
    }

    /**
     * Leases a single trial, when it is due. Leases nothing while a trial of this node is under way, or of any node
     * while the circuit is open.
     */
    private Permitted tryOne(Breaker breaker, Policy policy, Limits limits, long owner) {
        String destination = breaker.destination();
        if (breaker.trying()) {
            return Permitted.NOTHING;
        }
        Trial trial = Objects.requireNonNull(transaction.execute(status -> {
            Circuits.Locked circuit =
                    breaker.lock().filter(Circuits.Locked::ready).orElse(null);
            if (circuit == null) {
                return new Trial(Permitted.NOTHING, null);
            }
            Permitted tried = paced(destination, limits, 1, one -> due.leaseTrial(destination, policy, owner));
            tried.leased().forEach(leased -> breaker.probing(leased.lease(), circuit, limits.circuit()));
            return new Trial(tried, circuit);
        }));
        if (trial.circuit() != null) {
            trial.permitted().leased().forEach(leased -> breaker.tries(leased.lease(), trial.circuit()));
        }
        return trial.permitted();
    }

    private record Trial(Permitted permitted, Circuits.@Nullable Locked circuit) {}

    private Permitted paced(String destination, Limits limits, int free, IntFunction<List<Leased>> lease) {
        if (!limits.limited()) {
            return new Permitted(lease.apply(free), null);
        }
        double rate = limits.ratePerSecond();
        return Objects.requireNonNull(transaction.execute(status -> {
            double available = rates.available(destination, rate);
            int permits = (int) Math.min(free, Math.floor(available + ROUNDING));
            List<Leased> leased = permits < 1 ? List.of() : lease.apply(permits);
            if (!leased.isEmpty()) {
                rates.take(destination, rate, leased.size());
            }
            boolean heldBack = permits < free && leased.size() == Math.max(0, permits);
            return new Permitted(leased, heldBack ? untilNext(available - leased.size(), rate) : null);
        }));
    }

    private static Duration untilNext(double available, double rate) {
        return Duration.ofNanos((long) (Math.max(0, 1 - available) / rate * 1e9));
    }
}
