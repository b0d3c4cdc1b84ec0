package dev.waybill.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What waits to be written: bounded by count and by bytes, refuses instead of blocking, handed out in batches. */
public final class BoundedQueue<T extends Sized> {

    private final Capacity most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<T> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean open;

    public BoundedQueue(Capacity most) {
        this.most = most;
    }

    /** False if it is full or closed. Something heavier than the whole limit still fits into an empty backlog. */
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
     * The oldest items up to the given load, at least one: whatever is there now. Waits only while nothing is.
     *
     * @return empty only when the backlog is closed and nothing is left in it
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

    /** The oldest items, for as long as the test holds. */
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

    /** Who has waited for the longest time; null if nobody waits. */
    @Nullable
    public T oldest() {
        lock.lock();
        try {
            return waiting.peek();
        } finally {
            lock.unlock();
        }
    }

    /** Everything that still waits, at once. */
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

    /** Takes nothing more in; what waits can still be taken out. */
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
}
