package dev.waybill.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** When each numbered event was answered and when it arrived where; number 0 is a probe of which nothing is kept. */
final class Journal {

    static final int ORDERS = 0;
    static final int FILES = 1;

    /** More events than an end-to-end run can send. */
    private static final int MOST = 1 << 22;

    private final AtomicLongArray answered = new AtomicLongArray(MOST);
    private final AtomicLongArray[] arrived = {new AtomicLongArray(MOST), new AtomicLongArray(MOST)};
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong doubled = new AtomicLong();
    private volatile int destinations = 1;
    private volatile @Nullable LongConsumer whenComplete;

    /** @param destinations how many of them each event from now on has to arrive at */
    void expect(int destinations, @Nullable LongConsumer whenComplete) {
        this.destinations = destinations;
        this.whenComplete = whenComplete;
        doubled.set(0);
    }

    long next() {
        return numbers.incrementAndGet();
    }

    /** The last number given. */
    long last() {
        return numbers.get();
    }

    void answered(long number) {
        answered.set((int) number, System.nanoTime());
    }

    void arrived(int destination, long number) {
        if (number == 0) {
            return;
        }
        if (!arrived[destination].compareAndSet((int) number, 0, System.nanoTime())) {
            doubled.incrementAndGet();
            return;
        }
        LongConsumer listener = whenComplete;
        if (listener != null && complete(number)) {
            listener.accept(number);
        }
    }

    long doubled() {
        return doubled.get();
    }

    boolean complete(long number) {
        for (int destination = 0; destination < destinations; destination++) {
            if (arrived[destination].get((int) number) == 0) {
                return false;
            }
        }
        return true;
    }

    /** From the 200 to the hand-over; 0 if it was handed over before its sender had read the answer. */
    long handOverNanos(long number) {
        return Math.max(0, arrived[ORDERS].get((int) number) - answered.get((int) number));
    }

    /** The count of later numbers that were answered 200. */
    long acceptedAfter(long number) {
        return countAfter(number, one -> answered.get((int) one) != 0);
    }

    long completeAfter(long number) {
        return countAfter(number, this::complete);
    }

    private long countAfter(long number, LongPredicate which) {
        return LongStream.rangeClosed(number + 1, last()).filter(which).count();
    }
}
