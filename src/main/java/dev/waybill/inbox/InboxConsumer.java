package dev.waybill.inbox;

import dev.waybill.node.Fault;
import dev.waybill.node.Held;
import dev.waybill.node.Loop;
import dev.waybill.node.LoopHealth;
import dev.waybill.node.Node;
import dev.waybill.node.Wakeup;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leases the source's slots that have work and routes them, up to the endpoint's concurrency. */
class InboxConsumer extends DefaultConsumer implements Suspendable, ShutdownAware, RouteEvent.Route {

    private static final Logger LOG = LoggerFactory.getLogger(InboxConsumer.class);
    /** How long what has begun may go on, once the consumer was told to stop or to suspend. */
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final InboxEndpoint endpoint;
    private final int concurrency;
    private final Semaphore permits;
    private final Held held;
    private final Wakeup wakeup = new Wakeup();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Loop loop;
    private @Nullable Long suspendedAt;
    private volatile boolean opened;

    InboxConsumer(InboxEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.concurrency = Math.clamp(endpoint.getConcurrency(), 1, Slots.COUNT);
        this.permits = new Semaphore(concurrency);
        setHealthCheck(new LoopHealth("inbox:" + endpoint.getSource(), () -> loop));
        this.held = endpoint.getComponent().held(endpoint.getSource());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        suspendedAt = null;
        endpoint.getComponent().register(endpoint.getSource(), wakeup);
        loop = new Loop("inbox:" + endpoint.getSource(), wakeup, this::claimDue);
        loop.start();
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getComponent().unregister(endpoint.getSource(), wakeup);
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

    private boolean working() {
        return isRunAllowed() && !isSuspendingOrSuspended();
    }

    /** One step: leases what has work, up to the free permits, and starts a thread for each slot. */
    private void claimDue() {
        Routing routing = endpoint.getComponent().routing();
        Node node = routing.node();
        String source = endpoint.getSource();
        if (!opened) {
            routing.slots().open(source);
            opened = true;
        }
        int free = permits.availablePermits();
        if (!working() || free == 0 || !node.fresh()) {
            return;
        }
        held.giveBackRest(busy -> routing.slots().releaseIdle(source, node.id(), busy));
        try {
            routing.slots().claim(source, node.id(), free).forEach(lease -> start(routing, lease));
        } catch (RuntimeException | Error e) {
            held.unsure();
            throw e;
        }
    }

    private void start(Routing routing, SlotLease lease) {
        permits.acquireUninterruptibly();
        held.begin(lease.token());
        boolean begun = false;
        try {
            threads.execute(() -> route(routing, lease));
            begun = true;
        } finally {
            if (!begun) {
                held.leave(lease.token());
                permits.release();
            }
        }
    }

    private void route(Routing routing, SlotLease lease) {
        if (ran(routing, lease)) {
            held.end(lease.token());
            permits.release();
            wakeup.wake();
        } else {
            held.leave(lease.token());
            permits.release();
        }
    }

    /** Routes the slot until it is empty; false if that broke off and the lease may still be ours. */
    private boolean ran(Routing routing, SlotLease lease) {
        try {
            var router = new RouteEvent(this, endpoint.getRouteTimeout(), threads);
            routing.routeSlot(router, endpoint.getBatch()).run(lease, this::working);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            Fault.warn(
                    LOG,
                    "Slot %s/%d could not be routed; what was not written is taken up again in a second"
                            .formatted(lease.source(), lease.slot()),
                    e);
        }
        return false;
    }

    private void giveBackRest() {
        try {
            Routing routing = endpoint.getComponent().routing();
            held.giveBackRest(busy -> routing.slots()
                    .releaseIdle(endpoint.getSource(), routing.node().id(), busy));
        } catch (RuntimeException e) {
            LOG.info(
                    "inbox:{} stopped and could not give back what it had leased; it does when it starts again, or when"
                            + " this node ends: {}",
                    endpoint.getSource(),
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
        // what is running ends by itself: working() is false from now on
    }
}
