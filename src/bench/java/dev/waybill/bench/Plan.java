package dev.waybill.bench;

import java.time.Duration;
import java.util.List;

/**
 * The durations of the parts of a run.
 *
 * @param warmUp of each contestant after its start, at 64 connections
 * @param window of one wrk run, whole seconds
 * @param rounds of everything; medians are printed
 * @param connections of the closed loops
 * @param offered of the open loops
 * @param offeredRates webhooks a second of the open loops
 * @param handedOver of one end-to-end run
 * @param starts of the hub
 * @param idle for which an idle hub's statements are counted
 */
record Plan(
        Duration warmUp,
        Duration window,
        int rounds,
        List<Integer> connections,
        Duration offered,
        List<Integer> offeredRates,
        Duration handedOver,
        int starts,
        Duration idle) {

    /** The usual connections of the runs that are not made at every number of them. */
    static final int SOME_CONNECTIONS = 64;

    static final int MANY_CONNECTIONS = 256;

    static final int SMALL_BODY = 700;
    static final int LARGE_BODY = 4000;

    /** Stays under ten minutes. */
    static Plan full() {
        return new Plan(
                Duration.ofSeconds(15),
                Duration.ofSeconds(2),
                3,
                List.of(16, SOME_CONNECTIONS, MANY_CONNECTIONS, 1024),
                Duration.ofSeconds(3),
                List.of(500, 2000),
                Duration.ofSeconds(3),
                3,
                Duration.ofSeconds(30));
    }

    /** To see whether all of it works; its figures say nothing. */
    static Plan quick() {
        return new Plan(
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                1,
                List.of(SOME_CONNECTIONS, MANY_CONNECTIONS),
                Duration.ofSeconds(1),
                List.of(500, 2000),
                Duration.ofSeconds(2),
                1,
                Duration.ofSeconds(5));
    }

    boolean inEarnest() {
        return equals(full());
    }

    static Plan of(String[] args) {
        return List.of(args).contains("--quick") ? quick() : full();
    }
}
