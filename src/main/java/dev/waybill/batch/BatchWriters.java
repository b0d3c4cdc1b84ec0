package dev.waybill.batch;

import dev.waybill.batch.BoundedQueue.Capacity;
import dev.waybill.batch.BoundedQueue.Sized;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that empty a {@link BoundedQueue} in batches, without a timer. A writer takes all waiting items, so a lone
 * item is written at once. Under load a batch holds the items that arrived during the previous write.
 */
public final class BatchWriters<T extends Sized> {

    private static final Logger log = LoggerFactory.getLogger(BatchWriters.class);

    private final String name;
    private final BoundedQueue<T> backlog;
    private final Capacity batch;
    private final Consumer<List<T>> write;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    /** @param write the write of a batch; must not throw, or the batch is lost except for a log line */
    public BatchWriters(String name, BoundedQueue<T> backlog, Capacity batch, Consumer<List<T>> write) {
        this.name = name;
        this.backlog = backlog;
        this.batch = batch;
        this.write = write;
    }

    public synchronized void start(int count) {
        backlog.open();
        running = true;
        for (int i = 1; i <= count; i++) {
            // a daemon: a write that hangs must not keep the process from ending
            threads.add(Thread.ofPlatform().name(name + "-" + i).daemon().start(this::run));
        }
    }

    /**
     * Refuses new items, lets the writers finish the waiting ones, and returns after the given time at the latest.
     *
     * @return the items that no writer has taken
     */
    public synchronized List<T> stop(Duration within) {
        running = false;
        backlog.close();
        Deadline end = Deadline.in(within);
        for (Thread thread : threads) {
            join(thread, end);
        }
        List<T> left = backlog.drain();
        threads.forEach(Thread::interrupt);
        threads.clear();
        return left;
    }

    public boolean isRunning() {
        return running;
    }

    private void run() {
        try {
            for (List<T> items = backlog.take(batch); !items.isEmpty(); items = backlog.take(batch)) {
                writeSafely(items);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Survives every failure: a dead thread would stop the intake for good. */
    private void writeSafely(List<T> items) {
        try {
            write.accept(items);
        } catch (RuntimeException | Error e) {
            log.error("{}: a batch of {} was not written; the next one is tried as usual", name, items.size(), e);
        }
    }

    private static void join(Thread thread, Deadline end) {
        try {
            thread.join(Duration.ofNanos(end.left()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
