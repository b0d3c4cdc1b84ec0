package dev.waybill.outbox;

import java.time.Duration;

/**
 * How many deliveries a node leases beyond those that it can hand over at once: about as many as it hands over within a
 * moment, so that calls don't wait for the commits before and after them, and leases and settlements come in batches. A
 * slow destination has none: what a pause, a circuit or another node should still be able to hold back is not taken.
 */
final class Prefetch {

    /** Longer than a commit takes, shorter than an operator notices. */
    static final Duration MOMENT = Duration.ofMillis(50);

    /** Times the concurrency. */
    static final int MOST = 7;

    /** The share that an attempt's time has in what is expected of the next. */
    private static final double WEIGHT = 1.0 / 16;

    /** No clock is finer. */
    private static final double LEAST_NANOS = 1000;

    private final int concurrency;
    /** What an attempt takes; 0 while there was none. */
    private double nanos;

    Prefetch(int concurrency) {
        this.concurrency = concurrency;
    }

    /** An attempt came to its end after so long. */
    synchronized void took(Duration attempt) {
        double took = Math.max(LEAST_NANOS, attempt.toNanos());
        nanos = nanos == 0 ? took : nanos + WEIGHT * (took - nanos);
    }

    /** None while nothing is known. */
    synchronized int deliveries() {
        return nanos == 0 ? 0 : (int) Math.min((double) MOST * concurrency, concurrency * MOMENT.toNanos() / nanos);
    }

    /** How many may be held at most, whatever the destination is like. */
    int mostHeld() {
        return (1 + MOST) * concurrency;
    }

    /**
     * How many to lease now. Less than half of what is meant to wait is not worth a commit, while enough waits.
     *
     * @param held what is leased and not settled
     */
    int room(int held) {
        int ahead = deliveries();
        int room = Math.max(0, concurrency + ahead - held);
        return 2 * room >= ahead ? room : 0;
    }
}
