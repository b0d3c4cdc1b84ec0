package dev.waybill.outbox;

import dev.waybill.outbox.LeasePermitted.Permitted;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.springframework.transaction.support.TransactionTemplate;

/** One node's outbox with its circuit and rate, without routes: the test says how hand-overs end, and when a second passes. */
final class HealthNode {

    static final CircuitRules RULES = new CircuitRules(3, Duration.ofSeconds(1), Duration.ofSeconds(30), 3);
    private static final Policy PATIENT =
            new Policy(24, Backoff.exponential(Duration.ofHours(1)), Duration.ofHours(1), OnDead.block);

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final long id;
    final Breaker breaker;
    private final TestQueue queue;
    private final Limits limits;
    private final LeasePermitted lease;

    HealthNode(TestQueue queue, Limits limits) {
        this(queue, limits, queue.transaction);
    }

    /** @param transaction in which it leases */
    HealthNode(TestQueue queue, Limits limits, TransactionTemplate transaction) {
        this.queue = queue;
        this.limits = limits;
        this.id = queue.node();
        this.lease = new LeasePermitted(transaction, queue.leaseDue, new Rates(queue.jdbc));
        this.breaker = new Breaker("erp", new Circuits(queue.jdbc), new BackedOff(queue.jdbc), new CircuitLog(metrics));
    }

    static HealthNode of(TestQueue queue) {
        return new HealthNode(queue, new Limits(RULES, 0));
    }

    List<Leased> lease(int free) {
        return permitted(free).leased();
    }

    Permitted permitted(int free) {
        return lease.lease(breaker, PATIENT, limits, id, free);
    }

    /** Leases one and has it end so. @return whether there was one */
    boolean handOver(Outcome outcome) {
        List<Leased> leased = lease(1);
        leased.forEach(one -> settle(one, outcome));
        return !leased.isEmpty();
    }

    void settle(Leased leased, Outcome outcome) {
        settle(TestQueue.ended(leased, outcome, PATIENT));
    }

    /** Leases one whose mapping fails: the destination is not called at all. */
    void failToMapOne() {
        lease(1).forEach(one -> settle(TestQueue.ended(one, TestQueue.givenUp("no such field"), PATIENT, false)));
    }

    private void settle(Attempted ended) {
        queue.settleAttempts.settle(List.of(ended));
        breaker.ended(ended, limits.circuit(), PATIENT);
    }

    /** The tick: what the database says of the circuit. */
    void tick() {
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

    static Outcome unreachable() {
        return new Outcome.TryAgain(Answer.none("timed out"), null, true);
    }
}
