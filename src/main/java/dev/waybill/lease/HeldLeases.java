package dev.waybill.lease;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leases of one kind that this node works on, by their tokens. The database may count further leases as this
 * node's, after a lost answer or work that could not begin. These are given back; otherwise they would stay leased for
 * as long as the node lives.
 */
public final class HeldLeases {

    private static final Logger LOG = LoggerFactory.getLogger(HeldLeases.class);
    private static final Duration CERTAIN = Duration.ofSeconds(15);

    private final LongSupplier nanoTime;
    private final Set<Long> tokens = ConcurrentHashMap.newKeySet();
    /** True at the start: leases may be left over, such as from a route that stopped during a database outage. */
    private volatile boolean unsure = true;

    private volatile long givenBack;

    public HeldLeases() {
        this(System::nanoTime);
    }

    HeldLeases(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.givenBack = nanoTime.getAsLong();
    }

    public void begin(long token) {
        tokens.add(token);
    }

    /** Ends the work, and the lease with it. */
    public void end(long token) {
        tokens.remove(token);
    }

    /** Leaves a lease to be given back: its work did not begin, or broke off. */
    public void leave(long token) {
        tokens.remove(token);
        unsure = true;
    }

    /** Records that more may be leased than known here, because the database did not answer. */
    public void unsure() {
        unsure = true;
    }

    /**
     * True if leases may be left to give back. That is never known for long: a statement whose connection was cut may still
     * commit its leases after they were given back.
     */
    public boolean isUnsure() {
        return unsure || nanoTime.getAsLong() - givenBack > CERTAIN.toNanos();
    }

    /**
     * Gives back the leases without work, if there may be any.
     *
     * @param release the release, called with the tokens to keep; tried again next time if it throws
     */
    public void giveBackRest(Consumer<Set<Long>> release) {
        if (!isUnsure()) {
            return;
        }
        // before, not after: a lease left meanwhile has to be found the next time
        unsure = false;
        try {
            release.accept(tokens);
            givenBack = nanoTime.getAsLong();
        } catch (RuntimeException | Error e) {
            unsure = true;
            throw e;
        }
    }

    /** Gives them back at a stop, if the database answers. Otherwise a start does, or the end of this node. */
    void giveBackAtEnd(String title, Consumer<Set<Long>> release) {
        try {
            giveBackRest(release);
        } catch (RuntimeException e) {
            LOG.info(
                    "{} stopped but could not release its leases; it releases them at its next start or when this node"
                            + " ends: {}",
                    title,
                    e.toString());
        }
    }
}
