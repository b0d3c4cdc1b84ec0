package dev.waybill.webhook;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests and body bytes that are inside. The engine queues work without bound, each with its body, so what
 * comes in is bounded here, before it.
 */
final class Admission {

    private final int maxRequests;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private int requests;
    private long bytes;
    private boolean closed;

    Admission(int maxRequests, long maxBytes) {
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
    }

    /** A place inside; null if there is none left, or the door is closed. */
    @Nullable
    Place enter() {
        lock.lock();
        try {
            if (closed || requests >= maxRequests) {
                return null;
            }
            requests++;
            return new Place();
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
            while (requests > 0 && left > 0) {
                left = empty.awaitNanos(left);
            }
            return requests == 0;
        } finally {
            lock.unlock();
        }
    }

    void open() {
        lock.lock();
        try {
            closed = false;
        } finally {
            lock.unlock();
        }
    }

    int requests() {
        lock.lock();
        try {
            return requests;
        } finally {
            lock.unlock();
        }
    }

    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** What one request takes up, from its head until its work is done, its sender gone or not. */
    final class Place {

        private long held;
        private boolean left;

        /** Takes up room for more of the body; false if there is none. */
        boolean hold(int more) {
            lock.lock();
            try {
                if (left || bytes + more > maxBytes) {
                    return false;
                }
                held += more;
                bytes += more;
                return true;
            } finally {
                lock.unlock();
            }
        }

        /** Gives the place back; once is enough. */
        void leave() {
            lock.lock();
            try {
                if (!left) {
                    left = true;
                    bytes -= held;
                    if (--requests == 0) {
                        empty.signalAll();
                    }
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
