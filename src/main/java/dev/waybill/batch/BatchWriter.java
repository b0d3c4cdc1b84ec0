package dev.waybill.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue of items, and threads that write them in batches, without a timer. A thread takes all waiting items, so a
 * lone item is written at once. Under load a batch holds the items that arrived during the previous write. A full queue
 * refuses items instead of blocking.
 *
 * <p>Every item that was not refused is waiting or in flight, until its write has ended or it was taken back.
 */
public final class BatchWriter<T extends BatchWriter.Sized> {

    private static final Logger log = LoggerFactory.getLogger(BatchWriter.class);

    private final String name;
    private final Capacity queue;
    private final Capacity batch;
    private final Consumer<List<T>> write;
    private final List<Thread> threads = new ArrayList<>();
    /** The queue; its monitor guards all of the following. */
    private final Queue<T> waiting = new ArrayDeque<>();

    private final Map<Thread, List<T>> inFlight = new HashMap<>();
    private int waitingCount;
    private long waitingBytes;
    private volatile boolean open;

    /** @param write the write of a batch; must not throw, or the batch is lost except for a log line */
    public BatchWriter(String name, Capacity queue, Capacity batch, Consumer<List<T>> write) {
        this.name = name;
        this.queue = queue;
        this.batch = batch;
        this.write = write;
    }

    public synchronized void start(int count) {
        setOpen(true);
        for (int i = 1; i <= count; i++) {
            // a daemon: a write that hangs must not keep the process from ending
            threads.add(Thread.ofPlatform().name(name + "-" + i).daemon().start(this::run));
        }
    }

    /**
     * Refuses new items, lets the threads finish the waiting ones, and returns after the given time at the latest.
     *
     * @return the items that no thread has taken; those of a write that hangs stay in flight
     */
    public synchronized List<T> stop(Duration within) {
        close();
        Deadline end = Deadline.in(within);
        for (Thread thread : threads) {
            join(thread, end);
        }
        List<T> left = takeWhile(any -> true);
        threads.forEach(Thread::interrupt);
        threads.clear();
        return left;
    }

    public boolean isRunning() {
        return open;
    }

    /** Returns false if the queue is full or closed. An item above a limit still fits into an empty queue. */
    public boolean offer(T item) {
        synchronized (waiting) {
            if (!open || (!waiting.isEmpty() && overflows(item))) {
                return false;
            }
            waiting.add(item);
            waitingCount += item.count();
            waitingBytes += item.weight();
            waiting.notify();
            return true;
        }
    }

    /** Takes back the oldest waiting items as long as the test holds: they are not written. */
    public List<T> takeWhile(Predicate<T> test) {
        synchronized (waiting) {
            List<T> taken = new ArrayList<>();
            for (T next = waiting.peek(); next != null && test.test(next); next = waiting.peek()) {
                taken.add(remove());
            }
            return taken;
        }
    }

    /** Returns the item that has waited longest; null if the queue is empty. */
    @Nullable
    public T oldest() {
        synchronized (waiting) {
            return waiting.peek();
        }
    }

    /** Returns the items that the threads write at the moment. */
    public List<T> inFlight() {
        synchronized (waiting) {
            return inFlight.values().stream().flatMap(List::stream).toList();
        }
    }

    /** Returns the number of items that wait for a thread, each as often as it counts. */
    public int waiting() {
        synchronized (waiting) {
            return waitingCount;
        }
    }

    /** Refuses new items from now on; waiting items can still be taken. */
    void close() {
        setOpen(false);
    }

    /**
     * Ends this thread's last batch and takes the next one: the waiting items, oldest first, up to the given capacity
     * and at least one. Blocks only while the queue is empty.
     *
     * @return the items; empty only if the queue is closed and empty
     */
    List<T> take(Capacity most) throws InterruptedException {
        synchronized (waiting) {
            inFlight.remove(Thread.currentThread());
            while (waiting.isEmpty() && open) {
                waiting.wait();
            }
            List<T> taken = poll(most);
            if (!taken.isEmpty()) {
                inFlight.put(Thread.currentThread(), taken);
            }
            if (!waiting.isEmpty()) {
                waiting.notify();
            }
            return taken;
        }
    }

    private void run() {
        try {
            for (List<T> items = take(batch); !items.isEmpty(); items = take(batch)) {
                writeSafely(items);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Survives every failure: a dead thread would stop the writing for good. */
    private void writeSafely(List<T> items) {
        try {
            write.accept(items);
        } catch (RuntimeException | Error e) {
            log.error("{}: a batch of {} was not written; the next one is tried as usual", name, items.size(), e);
        }
    }

    private void setOpen(boolean value) {
        synchronized (waiting) {
            open = value;
            waiting.notifyAll();
        }
    }

    private boolean overflows(T item) {
        return waitingCount + item.count() > queue.items() || waitingBytes + item.weight() > queue.bytes();
    }

    private List<T> poll(Capacity most) {
        List<T> taken = new ArrayList<>();
        int beforeCount = waitingCount;
        long beforeBytes = waitingBytes;
        for (T next = waiting.peek();
                next != null
                        && (taken.isEmpty()
                                || beforeCount - waitingCount + next.count() <= most.items()
                                        && beforeBytes - waitingBytes + next.weight() <= most.bytes());
                next = waiting.peek()) {
            taken.add(remove());
        }
        return taken;
    }

    private T remove() {
        T item = waiting.remove();
        waitingCount -= item.count();
        waitingBytes -= item.weight();
        return item;
    }

    private static void join(Thread thread, Deadline end) {
        try {
            thread.join(Duration.ofNanos(end.left()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An item that takes memory while it waits. */
    public interface Sized {

        /** Returns the approximate size in bytes. */
        long weight();

        /** Returns the number of items that it counts for. */
        default int count() {
            return 1;
        }
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
                        "A capacity is at least one item and one byte: " + items + ", " + bytes);
            }
        }
    }
}
