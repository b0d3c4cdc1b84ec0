package dev.waybill.outbox;

import dev.waybill.node.LeasingConsumer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.camel.Processor;

/**
 * Leases the destination's due lanes and hands their heads over, up to the endpoint's concurrency. A permit is held from
 * the lease until the attempt is settled, so that a database that is away stops new hand-overs by itself.
 */
class OutboxConsumer extends LeasingConsumer implements HandOver.Route {

    /** Retries that are due sooner have a timer of their own; the tick finds the others. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private final OutboxEndpoint endpoint;
    private final String destination;
    private final Queue queue;

    OutboxConsumer(OutboxEndpoint endpoint, Processor processor) {
        super(
                endpoint,
                processor,
                "outbox:" + endpoint.getDestination(),
                Math.max(1, endpoint.getConcurrency()),
                endpoint.getComponent().queue().node(),
                endpoint.getComponent().held(endpoint.getDestination()));
        this.endpoint = endpoint;
        this.destination = endpoint.getDestination();
        this.queue = endpoint.getComponent().queue();
    }

    @Override
    protected void lease(long owner, int free) {
        Policy policy = endpoint.policy();
        HandOver handOver = new HandOver(
                this, policy, endpoint.getAttemptTimeout(), threads(), queue.clock(), RandomGenerator.getDefault());
        queue.leaseDue()
                .lease(destination, policy, owner, free)
                .forEach(leased -> begin(leased.lease().token(), () -> handOver(handOver, leased)));
    }

    @Override
    protected void giveBack(long owner, Set<Long> busyTokens) {
        queue.lanes().releaseIdle(destination, owner, busyTokens);
    }

    @Override
    protected void register() {
        endpoint.getComponent().register(destination, this);
    }

    @Override
    protected void passOn() {
        endpoint.getComponent().signal(destination);
    }

    @Override
    protected void unregister() {
        endpoint.getComponent().unregister(destination, this);
    }

    /** However this ends, an Error included: either its settlement frees permit and lane, or they are left at once. */
    private void handOver(HandOver handOver, Leased leased) {
        boolean ended = false;
        try {
            if (queue.node().fresh(leased.lease().owner())) {
                Attempted attempted = handOver.attempt(leased);
                queue.settlements().add(attempted, ours -> settled(attempted));
                ended = true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!ended) {
                left(leased.lease().token());
            }
        }
    }

    private void settled(Attempted attempted) {
        over(attempted.lease().token());
        if (attempted.verdict() instanceof Verdict.Retry(Duration pause) && pause.compareTo(SOON) < 0) {
            CompletableFuture.delayedExecutor(pause.toMillis() + 1, TimeUnit.MILLISECONDS)
                    .execute(this::wake);
        }
    }
}
