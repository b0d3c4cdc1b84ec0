package dev.waybill.outbox;

import dev.waybill.node.Held;
import dev.waybill.node.Loop;
import dev.waybill.node.LoopHealth;
import dev.waybill.node.Node;
import dev.waybill.node.Wakeup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases the destination's due lanes and hands their heads over, up to the endpoint's concurrency. A permit is held from
 * the lease until the attempt is settled, so that a database that is away stops new hand-overs by itself.
 */
class OutboxConsumer extends DefaultConsumer implements Suspendable, ShutdownAware, HandOver.Route {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxConsumer.class);
    /** How long what has begun may go on, once the consumer was told to stop or to suspend. */
    private static final Duration DRAIN = Duration.ofSeconds(20);

    /** Retries that are due sooner have a timer of their own; the tick finds the others. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private final OutboxEndpoint endpoint;
    private final String destination;
    private final int concurrency;
    private final Semaphore permits;
    private final Held held;
    private final Wakeup wakeup = new Wakeup();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Loop loop;
    private @Nullable Long suspendedAt;

    OutboxConsumer(OutboxEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.destination = endpoint.getDestination();
        this.concurrency = Math.max(1, endpoint.getConcurrency());
        this.permits = new Semaphore(concurrency);
        setHealthCheck(new LoopHealth("outbox:" + destination, () -> loop));
        this.held = endpoint.getComponent().held(destination);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        suspendedAt = null;
        endpoint.getComponent().register(destination, wakeup);
        loop = new Loop("outbox:" + destination, wakeup, this::leaseDue);
        loop.start();
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getComponent().unregister(destination, wakeup);
        if (loop != null) {
            loop.stop();
        }
        if (permits.tryAcquire(concurrency, drain().toNanos(), TimeUnit.NANOSECONDS)) {
            permits.release(concurrency);
        }
        giveBackRest();
        super.doStop();
    }

    /** Camel suspends first and waits: what it has waited is not waited again, or no stop would end in time. */
    private Duration drain() {
        return suspendedAt == null ? DRAIN : DRAIN.minusNanos(System.nanoTime() - suspendedAt);
    }

    /** What a step that runs now leases is still worked on, and awaited by whoever suspends. */
    @Override
    protected void doSuspend() throws Exception {
        suspendedAt = System.nanoTime();
        if (loop != null) {
            loop.awaitStep();
        }
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        suspendedAt = null;
        wakeup.wake();
    }

    /** One step: leases what is due, up to the free permits, and starts a thread for each head. */
    private void leaseDue() {
        Queue queue = endpoint.getComponent().queue();
        Node node = queue.node();
        int free = permits.availablePermits();
        if (!isRunAllowed() || isSuspendingOrSuspended() || free == 0 || !node.fresh()) {
            return;
        }
        long owner = node.id();
        held.giveBackRest(busy -> queue.lanes().releaseIdle(destination, owner, busy));
        try {
            Policy policy = endpoint.policy();
            List<Leased> leased = queue.leaseDue().lease(destination, policy, owner, free);
            HandOver handOver = new HandOver(
                    this, policy, endpoint.getAttemptTimeout(), threads, queue.clock(), RandomGenerator.getDefault());
            leased.forEach(one -> start(queue, handOver, one));
        } catch (RuntimeException | Error e) {
            held.unsure();
            throw e;
        }
    }

    private void start(Queue queue, HandOver handOver, Leased leased) {
        permits.acquireUninterruptibly();
        held.begin(leased.lease().token());
        boolean begun = false;
        try {
            threads.execute(() -> handOver(queue, handOver, leased));
            begun = true;
        } finally {
            if (!begun) {
                leftUntried(leased);
            }
        }
    }

    /** However this ends, an Error included: either its settlement frees permit and lane, or they are left at once. */
    private void handOver(Queue queue, HandOver handOver, Leased leased) {
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
                leftUntried(leased);
            }
        }
    }

    private void settled(Attempted attempted) {
        held.end(attempted.lease().token());
        permits.release();
        wakeup.wake();
        if (attempted.verdict() instanceof Verdict.Retry(Duration pause) && pause.compareTo(SOON) < 0) {
            CompletableFuture.delayedExecutor(pause.toMillis() + 1, TimeUnit.MILLISECONDS)
                    .execute(wakeup::wake);
        }
    }

    /** The lane stays leased without work; the next step gives it back. */
    private void leftUntried(Leased leased) {
        held.leave(leased.lease().token());
        permits.release();
        wakeup.wake();
    }

    private void giveBackRest() {
        try {
            Queue queue = endpoint.getComponent().queue();
            held.giveBackRest(
                    busy -> queue.lanes().releaseIdle(destination, queue.node().id(), busy));
        } catch (RuntimeException e) {
            LOG.info(
                    "outbox:{} stopped and could not give back what it had leased; it does when it starts again, or"
                            + " when this node ends: {}",
                    destination,
                    e.toString());
        }
    }

    @Override
    public Exchange newExchange() {
        return createExchange(false);
    }

    @Override
    public void run(Exchange exchange) {
        try {
            createUoW(exchange);
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            doneUoW(exchange);
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        return concurrency - permits.availablePermits();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // started attempts end by themselves, nothing new is leased: isRunAllowed() is false from now on
    }
}
