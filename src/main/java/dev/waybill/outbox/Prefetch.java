package dev.waybill.outbox;

import java.time.Duration;

/**
 * Computes the number of deliveries that a node leases beyond its concurrency. The number is about what the node hands
 * over in {@link #MOMENT}. Calls then don't wait for the commits around them, and leases and settlements come in
 * batches. A slow destination gets no prefetch: a pause, a circuit or another node can still hold back its deliveries.
 */
final class Prefetch {

    /** A time longer than a commit, but too short for an operator to notice. */
    static final Duration MOMENT = Duration.ofMillis(50);

    /** The limit, as a multiple of the concurrency. */
    static final int MOST = 7;

    /** The weight of one attempt's duration in the moving average. */
    private static final double WEIGHT = 1.0 / 16;

    /** The shortest duration that counts: no clock is finer. */
    private static final double LEAST_NANOS = 1000;

    private final int concurrency;
    /** The average duration of an attempt; 0 before the first one. */
    private double nanos;

    Prefetch(int concurrency) {
        this.concurrency = concurrency;
    }

    /** Records the duration of a finished attempt. */
    synchronized void took(Duration attempt) {
        double took = Math.max(LEAST_NANOS, attempt.toNanos());
        nanos = nanos == 0 ? took : nanos + WEIGHT * (took - nanos);
    }

    /** Returns the number of deliveries to prefetch; 0 before the first attempt. */
    synchronized int deliveries() {
        return nanos == 0 ? 0 : (int) Math.min((double) MOST * concurrency, concurrency * MOMENT.toNanos() / nanos);
    }

    /** Returns the limit of held deliveries, for any destination. */
    int mostHeld() {
        return (1 + MOST) * concurrency;
    }

    /**
     * Returns the number of deliveries to lease now. Less than half of the prefetch is not worth a commit while enough
     * deliveries wait.
     *
     * @param held the number of leased, unsettled deliveries
     */
    int room(int held) {
        int ahead = deliveries();
        int room = Math.max(0, concurrency + ahead - held);
        return 2 * room >= ahead ? room : 0;
    }
}
