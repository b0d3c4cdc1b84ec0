package dev.waybill.cluster;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Camel consumer that leases its work from the database and runs it on its own threads. The number of permits limits
 * its leases. A stopped or suspended consumer leases nothing more, lets running work end, and gives back the rest.
 */
public abstract class LeasingConsumer extends WorkConsumer implements Suspendable, ShutdownAware {

    private static final Logger LOG = LoggerFactory.getLogger(LeasingConsumer.class);

    /** The time limit of running work after a stop or suspension. */
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final LeasedWork work;
    private final String name;
    private final int concurrency;
    private final Node node;
    private final HeldLeases held;
    private final Semaphore permits;
    private final Wakeup wakeup = new Wakeup();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Loop loop;
    private @Nullable Long suspendedAt;

    /**
     * @param name the source or destination
     * @param concurrency the limit of leases held at the same time
     */
    protected LeasingConsumer(Endpoint endpoint, Processor processor, LeasedWork work, String name, int concurrency) {
        super(endpoint, processor);
        this.work = work;
        this.name = name;
        this.concurrency = concurrency;
        this.node = work.node();
        this.held = work.held(name);
        this.permits = new Semaphore(concurrency);
        setHealthCheck(new LoopHealth(title(), () -> loop));
    }

    /**
     * Returns the number of leases to take now.
     *
     * @param held the number of held leases
     * @param most the number of permits
     */
    protected int room(int held, int most) {
        return most - held;
    }

    /** Leases up to {@code free} pieces of work for this owner and calls {@link #begin} for each. */
    protected abstract void lease(long owner, int free);

    /** Gives back this owner's leases in the database, except the tokens with running work. */
    protected abstract void giveBack(long owner, Set<Long> busyTokens);

    /** Runs the work of a lease on a thread of its own; it ends in {@link #over} or {@link #left}. */
    protected final void begin(long token, Runnable work) {
        permits.acquireUninterruptibly();
        held.begin(token);
        boolean begun = false;
        try {
            threads.execute(work);
            begun = true;
        } finally {
            if (!begun) {
                left(token);
            }
        }
    }

    /** Ends the work, and the lease with it. */
    protected final void over(long token) {
        held.end(token);
        permits.release();
        wakeup.wake();
    }

    /** Leaves the lease to be given back within a second: its work did not begin, or broke off. */
    protected final void left(long token) {
        held.leave(token);
        permits.release();
    }

    protected final ExecutorService threads() {
        return threads;
    }

    /** Looks for due work again. */
    public final void wake() {
        wakeup.wake();
    }

    /** True if new work would begin at once. */
    public final boolean takesWork() {
        return working() && room() > 0 && node.fresh();
    }

    private int room() {
        return room(concurrency - permits.availablePermits(), concurrency);
    }

    /** True if this owner's leases are certain to be still its own. */
    protected final boolean fresh(long owner) {
        return node.fresh(owner);
    }

    protected final boolean working() {
        return isRunAllowed() && !isSuspendingOrSuspended();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        suspendedAt = null;
        work.register(name, this);
        loop = new Loop(title(), wakeup, this::leaseDue);
        loop.start();
    }

    @Override
    protected void doStop() throws Exception {
        work.unregister(name, this);
        if (loop != null) {
            loop.stop();
        }
        if (permits.tryAcquire(concurrency, drain().toNanos(), TimeUnit.NANOSECONDS)) {
            permits.release(concurrency);
        }
        giveBackRest();
        super.doStop();
    }

    /** Waits for the current step: the work that it leases still runs, and the suspension has to wait for that. */
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

    /** Leases due work, up to the free permits. */
    private void leaseDue() {
        int free = room();
        if (!working() || free <= 0 || !node.fresh()) {
            if (node.fresh()) {
                held.giveBackRest(busy -> giveBack(node.id(), busy)); // another node may continue with them
            }
            work.passOn(name); // there may be more than this node can take now
            return;
        }
        long owner = node.id();
        held.giveBackRest(busy -> giveBack(owner, busy));
        try {
            lease(owner, free);
        } catch (RuntimeException | Error e) {
            held.unsure();
            throw e;
        }
        if (!takesWork()) {
            work.passOn(name);
        }
    }

    /**
     * Returns the remaining time for running work. Camel suspends first and waits; waiting for that time again would
     * make every stop late.
     */
    private Duration drain() {
        return suspendedAt == null ? DRAIN : DRAIN.minusNanos(System.nanoTime() - suspendedAt);
    }

    private void giveBackRest() {
        try {
            held.giveBackRest(busy -> giveBack(node.id(), busy));
        } catch (RuntimeException e) {
            LOG.info(
                    "{} stopped but could not release its leases; it releases them at its next start or when this node"
                            + " ends: {}",
                    title(),
                    e.toString());
        }
    }

    /** Returns the name in logs and health, such as {@code outbox:erp}. */
    private String title() {
        return work.topic() + ':' + name;
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
        // running work ends by itself, and working() is false from now on, so nothing new is leased
    }
}
