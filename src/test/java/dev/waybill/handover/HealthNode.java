package dev.waybill.handover;

import dev.waybill.handover.Delivery.Leased;
import dev.waybill.handover.Policy.Backoff;
import dev.waybill.health.Breaker;
import dev.waybill.health.CircuitLog;
import dev.waybill.health.CircuitRules;
import dev.waybill.health.CircuitState;
import dev.waybill.health.Circuits;
import dev.waybill.health.EndBackoff;
import dev.waybill.health.Rates;
import dev.waybill.outbox.LeaseWithinLimits;
import dev.waybill.outbox.LeaseWithinLimits.Permitted;
import dev.waybill.outbox.Limits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.springframework.transaction.support.TransactionTemplate;

/** One node's outbox with its circuit and rate, without routes: the test says how hand-overs end, and when a second passes. */
public final class HealthNode {

    public static final CircuitRules RULES = new CircuitRules(3, Duration.ofSeconds(1), Duration.ofSeconds(30), 3);
    private static final Policy PATIENT =
            new Policy(24, Backoff.exponential(Duration.ofHours(1)), Duration.ofHours(1), OnDead.block);

    public final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    public final long id;
    public final Breaker breaker;
    private final TestQueue queue;
    private final Limits limits;
    private final LeaseWithinLimits lease;

    public HealthNode(TestQueue queue, Limits limits) {
        this(queue, limits, queue.transaction);
    }

    /** @param transaction in which it leases */
    public HealthNode(TestQueue queue, Limits limits, TransactionTemplate transaction) {
        this.queue = queue;
        this.limits = limits;
        this.id = queue.node();
        this.lease = new LeaseWithinLimits(transaction, queue.leaseDue, new Rates(queue.jdbc));
        this.breaker =
                new Breaker("erp", new Circuits(queue.jdbc), new EndBackoff(queue.jdbc), new CircuitLog(metrics));
    }

    public static HealthNode of(TestQueue queue) {
        return new HealthNode(queue, new Limits(RULES, 0));
    }

    public List<Leased> lease(int free) {
        return permitted(free).leased();
    }

    public Permitted permitted(int free) {
        return lease.lease(breaker, PATIENT, limits, id, free);
    }

    /** Leases one and has it end so. @return whether there was one */
    public boolean handOver(Outcome outcome) {
        List<Leased> leased = lease(1);
        leased.forEach(one -> settle(one, outcome));
        return !leased.isEmpty();
    }

    public void settle(Leased leased, Outcome outcome) {
        settle(TestQueue.ended(leased, outcome, PATIENT));
    }

    /** Leases one whose mapping fails: the destination is not called at all. */
    public void failToMapOne() {
        lease(1).forEach(one -> settle(TestQueue.ended(one, TestQueue.givenUp("no such field"), PATIENT, false)));
    }

    private void settle(FinishedAttempt ended) {
        queue.settleAttempts.settle(List.of(ended));
        breaker.ended(ended, limits.circuit(), PATIENT);
    }

    /** The tick: what the database says of the circuit. */
    public void tick() {
        breaker.learned(new Circuits(queue.jdbc)
                .all().entrySet().stream()
                        .filter(entry -> entry.getKey().equals("erp"))
                        .map(entry -> entry.getValue().state())
                        .findFirst()
                        .orElse(CircuitState.CLOSED));
        if (breaker.state() == CircuitState.HALF_OPEN) {
            breaker.recover();
        }
    }

    public static Outcome unreachable() {
        return new Outcome.TryAgain(Answer.none("timed out"), null, true);
    }
}
