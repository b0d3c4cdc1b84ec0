package dev.waybill.listener;

import dev.waybill.connection.ClientAddress;
import dev.waybill.connection.TurnedAwayCounts;
import dev.waybill.connection.TurnedAwayCounts.Limit;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests and body bytes that are inside. The engine queues work without bound, each with its body, so what
 * comes in is bounded here, before it: for all, for each address, and with a reserve that only small bodies may use, so
 * that neither one sender nor large bodies shut the others out.
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
     * Room for requests and their bodies.
     *
     * @param requests how many
     * @param bytes of their bodies, together
     */
    record Room(int requests, long bytes) {}

    /** The requests and bytes inside now, of all or of one address. */
    private static final class Inside {
        private int requests;
        private long bytes;
    }

    /**
     * @param all what fits inside
     * @param perAddress what of it one address may have
     * @param reserve what of it is kept for small bodies
     */
    Admission(Room all, Room perAddress, Room reserve, TurnedAwayCounts turnedAway) {
        this.all = all;
        this.perAddress = perAddress;
        this.reserve = reserve;
        this.turnedAway = turnedAway;
    }

    /**
     * A place inside; null if there is none left, or the door is closed.
     *
     * @param small whether it may use the reserve
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
     * Lets nobody in any more and waits until the last one has left.
     *
     * @return whether all left in time
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

    /** What one request takes up, from its head until its work is done, its sender gone or not. */
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

        /** Takes up room for more of the body; false if there is none. */
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

        /** Gives the place back; once is enough. */
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
