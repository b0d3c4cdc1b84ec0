package dev.waybill.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue of items to write, limited by count and by bytes. A full queue refuses instead of blocking; items are taken
 * in batches.
 */
public final class BoundedQueue<T extends BoundedQueue.Sized> {

    private final Capacity most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<T> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean open;

    public BoundedQueue(Capacity most) {
        this.most = most;
    }

    /**
     * Returns false if the queue is full or closed. An item larger than the byte limit still fits into an empty queue.
     */
    public boolean offer(T item) {
        lock.lock();
        try {
            if (!open || (!waiting.isEmpty() && overflows(item))) {
                return false;
            }
            waiting.add(item);
            bytes += item.weight();
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the waiting items, oldest first, up to the given capacity and at least one. Blocks only while the queue is
     * empty.
     *
     * @return the items; empty only if the queue is closed and empty
     */
    List<T> take(Capacity batch) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && open) {
                changed.await();
            }
            List<T> taken = poll(batch);
            if (!waiting.isEmpty()) {
                changed.signal();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the oldest items as long as the test holds. */
    public List<T> takeWhile(Predicate<T> test) {
        lock.lock();
        try {
            List<T> taken = new ArrayList<>();
            for (T next = waiting.peek(); next != null && test.test(next); next = waiting.peek()) {
                waiting.remove();
                bytes -= next.weight();
                taken.add(next);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the item that has waited longest; null if the queue is empty. */
    @Nullable
    public T oldest() {
        lock.lock();
        try {
            return waiting.peek();
        } finally {
            lock.unlock();
        }
    }

    /** Takes all waiting items at once. */
    public List<T> drain() {
        lock.lock();
        try {
            return poll(new Capacity(Integer.MAX_VALUE, Long.MAX_VALUE));
        } finally {
            lock.unlock();
        }
    }

    public int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    void open() {
        setOpen(true);
    }

    /** Refuses new items from now on; waiting items can still be taken. */
    void close() {
        setOpen(false);
    }

    private void setOpen(boolean value) {
        lock.lock();
        try {
            open = value;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean overflows(T item) {
        return waiting.size() >= most.items() || bytes + item.weight() > most.bytes();
    }

    private List<T> poll(Capacity batch) {
        List<T> taken = new ArrayList<>();
        long takenBytes = 0;
        T next = waiting.peek();
        while (next != null
                && taken.size() < batch.items()
                && (taken.isEmpty() || takenBytes + next.weight() <= batch.bytes())) {
            waiting.remove();
            taken.add(next);
            takenBytes += next.weight();
            next = waiting.peek();
        }
        bytes -= takenBytes;
        return taken;
    }

    /** An item that takes memory while it waits. */
    public interface Sized {

        /** Returns the approximate size in bytes. */
        long weight();
    }

    /**
     * A limit in items and in bytes; the first one reached counts.
     *
     * @param items at least 1
     * @param bytes at least 1
     */
    public record Capacity(int items, long bytes) {

        public Capacity {
            if (items < 1 || bytes < 1) {
                throw new IllegalArgumentException(
                        "A load holds at least one item and one byte: " + items + ", " + bytes);
            }
        }
    }
}
