package dev.waybill.lease;

import dev.waybill.cluster.Loop;
import dev.waybill.cluster.Node;
import dev.waybill.cluster.Wakeup;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.jspecify.annotations.Nullable;

/**
 * A Camel consumer that leases its work from the database and runs it on its own threads. The number of permits limits
 * its leases. A stopped or suspended consumer leases nothing more, lets running work end, and gives back the rest.
 */
public abstract class LeasingConsumer extends WorkConsumer implements Suspendable, Replaceable {

    /** The time limit of running work after a stop or suspension. */
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final LeasedWork work;
    private final String name;
    private final Node node;
    private final HeldLeases held;
    private final UnderWay underWay;
    private final Wakeup wakeup = new Wakeup();
    private volatile @Nullable Loop loop;
    private @Nullable Long suspendedAt;
    private final Turn turn;

    /**
     * @param name the source or destination
     * @param concurrency the limit of leases held at the same time
     * @param standsBy true if it leases nothing before it takes over
     */
    protected LeasingConsumer(
            Endpoint endpoint, Processor processor, LeasedWork work, String name, int concurrency, boolean standsBy) {
        super(endpoint, processor);
        this.work = work;
        this.name = name;
        this.node = work.node();
        this.held = work.held(name);
        this.underWay = new UnderWay(concurrency, held);
        this.turn = new Turn(work, name, endpoint.getCamelContext(), standsBy);
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

    /** Learns whether the work is this consumer's from now on, even if its route is stopped. */
    protected void turned(boolean mine) {}

    /** Leases up to {@code free} pieces of work for this owner and calls {@link #begin} for each. */
    protected abstract void lease(long owner, int free);

    /** Gives back this owner's leases in the database, except the tokens with running work. */
    protected abstract void giveBack(long owner, Set<Long> busyTokens);

    /** Runs the work of a lease on a thread of its own; it ends in {@link #over} or {@link #left}. */
    protected final void begin(long token, Runnable work) {
        underWay.begin(token, work);
    }

    /** Ends the work, and the lease with it. */
    protected final void over(long token) {
        underWay.over(token);
        if (turn.waits()) {
            work.wakeHere(name);
        } else {
            wakeup.wake();
        }
    }

    /** Leaves the lease to be given back within a second: its work did not begin, or broke off. */
    protected final void left(long token) {
        underWay.left(token);
    }

    protected final ExecutorService threads() {
        return underWay.threads();
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
        return room(underWay() + work.leaving(name), underWay.most());
    }

    /** True if this owner's leases are certain to be still its own. */
    protected final boolean fresh(long owner) {
        return node.fresh(owner);
    }

    protected final boolean working() {
        return isRunAllowed() && !isSuspendingOrSuspended() && !turn.waits();
    }

    /** Returns the number of the revision that its route belongs to; null if that was never published. */
    protected final @Nullable Integer revision() {
        return turn.revision();
    }

    @Override
    public final boolean failing() {
        Loop present = loop;
        return present != null && present.failing();
    }

    @Override
    public final int underWay() {
        return underWay.count();
    }

    @Override
    public final synchronized void takeOver(@Nullable Integer number) throws InterruptedException {
        turn.take(number);
        turned(true);
        if (isStarted()) {
            beginLeasing();
        }
    }

    @Override
    public final void keepOn(@Nullable Integer number) {
        turn.number(number);
    }

    @Override
    public final synchronized void standBack() throws InterruptedException {
        turn.end();
        endLeasing();
        work.leave(name, this);
        turned(false);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        suspendedAt = null;
        if (!turn.waits()) {
            turned(true);
            beginLeasing();
        }
    }

    @Override
    protected void doStop() throws Exception {
        boolean had = endLeasing();
        work.unregister(name, this);
        underWay.awaitEnd(drain());
        if (had || !work.consumes(name)) { // otherwise another consumer of this name gives them back
            held.giveBackAtEnd(title(), busy -> giveBack(node.id(), busy));
        }
        super.doStop();
    }

    /** Begins to lease, once. */
    private synchronized void beginLeasing() throws InterruptedException {
        if (loop == null && !turn.waits()) {
            work.takeOver(name, this);
            loop = new Loop(title(), wakeup, this::leaseDue);
            loop.start();
        }
    }

    /** Leases nothing more from now on; false if it did not lease before. */
    private synchronized boolean endLeasing() throws InterruptedException {
        Loop ending = loop;
        if (ending == null) {
            return false;
        }
        ending.stop();
        loop = null;
        return true;
    }

    /** Waits for the current step: the work that it leases still runs, and the suspension has to wait for that. */
    @Override
    protected void doSuspend() throws Exception {
        suspendedAt = System.nanoTime();
        Loop present = loop;
        if (present != null) {
            present.awaitStep();
        }
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        suspendedAt = null;
        wake();
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

    /** Returns the remaining time for running work: Camel suspends first, and waits for that time already. */
    private Duration drain() {
        return suspendedAt == null ? DRAIN : DRAIN.minusNanos(System.nanoTime() - suspendedAt);
    }

    /** Returns the name in logs and health, such as {@code outbox:erp}. */
    private String title() {
        return work.topic() + ':' + name;
    }

    @Override
    public int getPendingExchangesSize() {
        return underWay();
    }
}
