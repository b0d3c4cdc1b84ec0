package dev.waybill.cluster;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The leases of one kind that this node works on, by their tokens. What the database counts as this node's beyond them,
 * because an answer was lost or work could not begin, is given back; else it would stay leased for as long as the node
 * lives.
 */
public final class HeldLeases {

    private final Set<Long> tokens = ConcurrentHashMap.newKeySet();
    /** Where nothing is known something may be left, such as from a route that was stopped while the database was away. */
    private volatile boolean unsure = true;

    public void begin(long token) {
        tokens.add(token);
    }

    /** The work is over, and the lease with it. */
    public void end(long token) {
        tokens.remove(token);
    }

    /** The work did not begin, or broke off: the lease is left to be given back. */
    public void leave(long token) {
        tokens.remove(token);
        unsure = true;
    }

    /** More may be leased than is known here, because the database did not answer. */
    public void unsure() {
        unsure = true;
    }

    /** Whether something may be left to be given back. */
    public boolean isUnsure() {
        return unsure;
    }

    /**
     * Gives back what nobody works on, if there may be something.
     *
     * @param release told the tokens to keep; tried again next time if it throws
     */
    public void giveBackRest(Consumer<Set<Long>> release) {
        if (!unsure) {
            return;
        }
        // before, not after: what is left meanwhile has to be found the next time
        unsure = false;
        try {
            release.accept(tokens);
        } catch (RuntimeException | Error e) {
            unsure = true;
            throw e;
        }
    }
}
