package dev.waybill.listener;

import dev.waybill.sockets.ClientAddress;
import dev.waybill.sockets.TurnedAwayCounts;
import dev.waybill.sockets.TurnedAwayCounts.Limit;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts and bounds the requests and body bytes in flight. The bound is set in front of the engine, which queues work
 * without bound, each item with its body. Limits apply to all requests together and to each address, so that no sender
 * shuts the others out. A reserve serves small bodies only, so that large bodies don't shut those out.
 */
public final class Admission {

    private final Room all;
    private final Room perAddress;
    private final Room reserve;
    private final TurnedAwayCounts turnedAway;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private final Inside inside = new Inside();
    private final Map<ClientAddress, Inside> byAddress = new HashMap<>();
    private volatile boolean closed;

    /**
     * An amount of requests and of bytes in their bodies.
     *
     * @param requests the number of requests
     * @param bytes the bytes of their bodies together
     */
    record Room(int requests, long bytes) {}

    /** The requests and bytes in flight now, of all addresses or of one. */
    private static final class Inside {
        private int requests;
        private long bytes;
    }

    /**
     * @param all the limit for all requests together
     * @param perAddress the part of it that one address may use
     * @param reserve the part of it that is kept for small bodies
     */
    Admission(Room all, Room perAddress, Room reserve, TurnedAwayCounts turnedAway) {
        this.all = all;
        this.perAddress = perAddress;
        this.reserve = reserve;
        this.turnedAway = turnedAway;
    }

    /**
     * Admits one request. Returns null if there is no room left, or if admission is closed.
     *
     * @param small true if the request may use the reserve
     */
    @Nullable
    Place enter(ClientAddress from, boolean small) {
        lock.lock();
        try {
            if (closed) {
                return null;
            }
            Inside its = byAddress.get(from);
            if (its != null && its.requests >= perAddress.requests) {
                turnedAway.at(Limit.ADDRESS_REQUESTS);
                return null;
            }
            if (inside.requests >= all.requests - (small ? 0 : reserve.requests)) {
                turnedAway.at(Limit.REQUESTS);
                return null;
            }
            if (its == null) {
                its = new Inside();
                byAddress.put(from, its);
            }
            inside.requests++;
            its.requests++;
            return new Place(from, its, small);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Admits no more requests and waits until the last one has left.
     *
     * @return true if all left in time
     */
    boolean close(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            closed = true;
            long left = patience.toNanos();
            while (inside.requests > 0 && left > 0) {
                left = empty.awaitNanos(left);
            }
            return inside.requests == 0;
        } finally {
            lock.unlock();
        }
    }

    void open() {
        closed = false;
    }

    boolean isClosed() {
        return closed;
    }

    int requests() {
        lock.lock();
        try {
            return inside.requests;
        } finally {
            lock.unlock();
        }
    }

    public long bytes() {
        lock.lock();
        try {
            return inside.bytes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The room that one request takes up, from its head until its work is done. A sender that disconnects does not free
     * it.
     */
    final class Place {

        private final ClientAddress from;
        private final Inside its;
        private final boolean small;
        private long held;
        private boolean left;

        private Place(ClientAddress from, Inside its, boolean small) {
            this.from = from;
            this.its = its;
            this.small = small;
        }

        /** Takes up room for more of the body. Returns false if there is none. */
        boolean hold(int more) {
            lock.lock();
            try {
                if (left) {
                    return false;
                }
                if (its.bytes + more > perAddress.bytes) {
                    turnedAway.at(Limit.ADDRESS_BYTES);
                    return false;
                }
                if (inside.bytes + more > all.bytes - (small ? 0 : reserve.bytes)) {
                    turnedAway.at(Limit.BYTES);
                    return false;
                }
                held += more;
                its.bytes += more;
                inside.bytes += more;
                return true;
            } finally {
                lock.unlock();
            }
        }

        /** Gives the room back. A second call has no effect. */
        void leave() {
            lock.lock();
            try {
                if (left) {
                    return;
                }
                left = true;
                its.bytes -= held;
                inside.bytes -= held;
                if (--its.requests == 0) {
                    byAddress.remove(from);
                }
                if (--inside.requests == 0) {
                    empty.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
