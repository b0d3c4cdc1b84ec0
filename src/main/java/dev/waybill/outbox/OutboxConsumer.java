package dev.waybill.outbox;

import dev.waybill.cluster.FailureLog;
import dev.waybill.handover.Delivery.Leased;
import dev.waybill.handover.FinishedAttempt;
import dev.waybill.handover.HandOver;
import dev.waybill.handover.Outcome;
import dev.waybill.handover.Policy;
import dev.waybill.handover.Verdict;
import dev.waybill.health.Breaker;
import dev.waybill.health.CircuitState;
import dev.waybill.health.DestinationHealth;
import dev.waybill.health.MappingFaults;
import dev.waybill.lease.CanaryConsumers;
import dev.waybill.lease.LeasedWork;
import dev.waybill.lease.LeasingConsumer;
import dev.waybill.outbox.LeaseWithinLimits.Permitted;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases the destination's due lanes and hands their heads over, up to the endpoint's concurrency. Each delivery holds
 * a permit from its lease until its settlement. An absent database therefore stops new hand-overs by itself. Further
 * leased deliveries wait for their turn ({@link Prefetch}). Does not retry: a failed head stays in its lane and is
 * leased again.
 */
public class OutboxConsumer extends LeasingConsumer implements HandOver.Route {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxConsumer.class);

    /** The limit of a pause with a timer of its own; the tick finds later retries. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private final OutboxRoutes routes;
    private final CanaryConsumers<OutboxConsumer> canary;
    private final String destination;
    private final int concurrency;
    private final Policy policy;
    private final Limits limits;
    private final Lanes lanes;
    private final LeaseWithinLimits leases;
    private final HandOver handOver;
    private final HandOvers handOvers;
    private final Settlements settlements;
    private final Breaker breaker;
    private final MappingFaults mappingFaults;
    private final Prefetch ahead;
    private final CallLimit calls;
    /** The number of consecutive unreachable attempts; the circuit learns of them only at their settlement. */
    private final AtomicInteger unreached = new AtomicInteger();

    /** The earliest time, by {@link System#nanoTime()}, at which the rate lets a delivery through. */
    private volatile long nextPermit = System.nanoTime();

    OutboxConsumer(
            OutboxEndpoint endpoint,
            Processor processor,
            LeasedWork work,
            Lanes lanes,
            LeaseWithinLimits leases,
            HandOvers handOvers,
            Settlements settlements,
            DestinationHealth health,
            CallLimit calls,
            boolean standsBy) {
        super(
                endpoint,
                processor,
                work,
                endpoint.getDestination(),
                new Prefetch(endpoint.getConcurrency()).mostHeld(),
                standsBy);
        this.routes = endpoint.getComponent().shared();
        this.canary = endpoint.getComponent().canary();
        this.destination = endpoint.getDestination();
        this.concurrency = endpoint.getConcurrency();
        this.policy = endpoint.policy();
        this.limits = endpoint.limits();
        this.lanes = lanes;
        this.leases = leases;
        this.handOver = handOvers.through(this, endpoint.receiver(), policy, endpoint.getAttemptTimeout());
        this.handOvers = handOvers;
        this.settlements = settlements;
        this.breaker = health.breaker(destination);
        this.mappingFaults = health.mappingFaults(destination);
        this.ahead = new Prefetch(concurrency);
        this.calls = calls;
    }

    public int concurrency() {
        return concurrency;
    }

    public double ratePerSecond() {
        return limits.ratePerSecond();
    }

    /**
     * Leases without prefetch under a rate, or with a circuit that is not closed. The lease takes the tokens of a rate,
     * and such a circuit lets only one delivery through.
     */
    @Override
    protected int room(int held, int most) {
        return limits.limited() || breaker.state() != CircuitState.CLOSED
                ? Math.max(0, concurrency - held)
                : Math.min(most - held, ahead.room(held));
    }

    @Override
    protected void lease(long owner, int free) {
        if (System.nanoTime() - nextPermit < 0) {
            return;
        }
        Permitted permitted = leases.lease(breaker, policy, limits, owner, free);
        permitted.leased().forEach(leased -> begin(leased.lease().token(), () -> handOver(leased)));
        if (permitted.next() != null) {
            nextPermit = System.nanoTime() + permitted.next().toNanos();
            wakeIn(permitted.next());
        }
    }

    @Override
    protected void turned(boolean mine) {
        if (mine) {
            calls.set(concurrency);
            routes.put(this);
        } else {
            routes.remove(this);
        }
    }

    String destination() {
        return destination;
    }

    @Override
    protected void giveBack(long owner, Set<Long> busyTokens) {
        lanes.releaseIdle(destination, owner, busyTokens);
    }

    /** Frees permit and lane in every case, even after an Error: by the settlement, or at once. */
    private void handOver(Leased leased) {
        boolean ended = false;
        try {
            OutboxConsumer by = canary.of(
                    this, tried -> tried.took(leased.delivery().event().id()));
            FinishedAttempt attempted = attempt(leased, by);
            if (attempted != null) {
                settlements.add(attempted, ours -> settled(attempted, by == this));
                ended = true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!ended) {
                breaker.left(leased.lease().token());
                left(leased.lease().token());
            }
        }
    }

    /**
     * Returns null if the attempt was not started. During its wait the route or destination stopped, or the lease
     * became doubtful.
     *
     * @param by the consumer whose route it runs through: this one, or a canary's
     */
    private @Nullable FinishedAttempt attempt(Leased leased, OutboxConsumer by) throws InterruptedException {
        boolean waited = !calls.tryAcquire(0, TimeUnit.SECONDS); // in turn: without a timeout it would overtake others
        if (waited) {
            calls.acquire();
        }
        try {
            FinishedAttempt attempted =
                    handOvers.run(by.handOver, leased, by.revision(), waited, late -> mayBegin(leased, late));
            if (attempted == null || by != this) {
                return attempted;
            }
            if (attempted.outcome() instanceof Outcome.TryAgain again && again.unreachable()) {
                unreached.incrementAndGet();
            } else {
                unreached.set(0);
                ahead.took(attempted.took());
            }
            return attempted;
        } finally {
            calls.release();
        }
    }

    /**
     * True if a delivery may still start: its lease is sure, and if it is late, the route runs, and the circuit is not
     * open or about to open.
     */
    private boolean mayBegin(Leased leased, boolean late) {
        int most = limits.circuit().failures();
        boolean let = !late || working() && breaker.lets(leased.lease()) && (most == 0 || unreached.get() < most);
        return let && fresh(leased.lease().owner());
    }

    /**
     * Updates the circuit first: the freed permit must not hand over a delivery that the circuit holds back. A canary's
     * attempt opens no circuit and pauses nothing.
     */
    private void settled(FinishedAttempt attempted, boolean live) {
        try {
            if (live) {
                breaker.ended(attempted, limits.circuit(), policy);
                mappingFaults.ended(attempted);
            } else {
                breaker.left(attempted.lease().token());
            }
        } catch (RuntimeException e) {
            FailureLog.warn(
                    LOG,
                    "destination=" + destination + " an attempt did not count for its circuit; the next one does",
                    e);
        } finally {
            over(attempted.lease().token());
        }
        if (attempted.verdict() instanceof Verdict.Retry(Duration pause) && pause.compareTo(SOON) < 0) {
            wakeIn(pause); // only wakes: the pause itself stands in outbox_lane.due_at
        }
    }

    private void wakeIn(Duration pause) {
        CompletableFuture.delayedExecutor(pause.toMillis() + 1, TimeUnit.MILLISECONDS)
                .execute(this::wake);
    }
}
