package dev.waybill.inbox;

import dev.waybill.node.Loop;
import dev.waybill.node.Node;
import dev.waybill.node.Wakeup;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final int DRAIN_SECONDS = 20;

    private final InboxEndpoint endpoint;
    private final int concurrency;
    private final Semaphore permits;
    private final Set<Long> busyTokens = ConcurrentHashMap.newKeySet();
    private final Wakeup wakeup = new Wakeup();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Loop loop;
    private volatile boolean opened;
    private volatile boolean unsure;

    InboxConsumer(InboxEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.concurrency = Math.clamp(endpoint.getConcurrency(), 1, Slots.COUNT);
        this.permits = new Semaphore(concurrency);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
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
        if (permits.tryAcquire(concurrency, DRAIN_SECONDS, TimeUnit.SECONDS)) {
            permits.release(concurrency);
        }
        super.doStop();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
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
        if (unsure) {
            routing.slots().releaseIdle(source, node.id(), busyTokens);
            unsure = false;
        }
        try {
            routing.slots().claim(source, node.id(), free).forEach(lease -> start(routing, lease));
        } catch (RuntimeException e) {
            unsure = true;
            throw e;
        }
    }

    private void start(Routing routing, SlotLease lease) {
        permits.acquireUninterruptibly();
        busyTokens.add(lease.token());
        threads.execute(() -> {
            boolean done = false;
            try {
                var router = new RouteEvent(this, endpoint.getRouteTimeout(), threads);
                routing.routeSlot(router, endpoint.getBatch()).run(lease, this::working);
                done = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                unsure = true;
                LOG.warn("{} could not be routed; what was not written is taken up again in a second", lease, e);
            } finally {
                busyTokens.remove(lease.token());
                permits.release();
                if (done) {
                    wakeup.wake();
                }
            }
        });
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
