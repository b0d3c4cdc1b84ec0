package dev.waybill.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The shipped hub's start and rest.
 *
 * @param seconds from {@code bin/waybill}, prepared, to the first webhook that is answered 200, on a migrated database; a median
 * @param idleMiB resident after the rest
 * @param statementsPerSecond of an idle hub, BEGIN and COMMIT counted
 * @param transactionsPerSecond as the database itself counts them
 */
record StartUp(double seconds, long idleMiB, double statementsPerSecond, double transactionsPerSecond) {

    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final Duration LONGEST_WORK = Duration.ofMinutes(2);
    private static final String BEHIND =
            "SELECT count(*) FROM search_progress WHERE stage <> 'OLD' AND passed < (SELECT max(id) FROM inbox_event)";

    /** @param database that a hub has worked in: migrated, and with a past */
    static StartUp measure(Contestants contestants, Database database, Server server, FarEnd farEnd, Plan plan)
            throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int start = 1; start < plan.starts(); start++) {
            seconds.add(start(contestants, database, farEnd));
        }
        try (Contestant hub = contestants.endToEnd(database, farEnd.port(), EndToEnd.CONCURRENCY)) {
            seconds.add(seconds(hub));
            awaitRest(database);
            Usage before = Usage.now(hub, server);
            TimeUnit.NANOSECONDS.sleep(plan.idle().toNanos());
            Usage idle = Usage.now(hub, server).since(before);
            StartUp startUp = new StartUp(
                    Median.of(seconds),
                    hub.tree().residentMiB(),
                    (double) idle.statements() / plan.idle().toSeconds(),
                    (double) idle.transactions() / plan.idle().toSeconds());
            Progress.say(
                    "ready after %.1f s; idle: %d MiB, %.1f statements/s",
                    startUp.seconds, startUp.idleMiB, startUp.statementsPerSecond);
            return startUp;
        }
    }

    /** Events from before are found by name when the search has gone over them twice: until then it works. */
    private static void awaitRest(Database database) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_WORK.toNanos();
        while (database.count(BEHIND) > 0 && System.nanoTime() < deadline) {
            TimeUnit.SECONDS.sleep(1);
        }
        TimeUnit.NANOSECONDS.sleep(SETTLE.toNanos());
    }

    private static double start(Contestants contestants, Database database, FarEnd farEnd)
            throws IOException, InterruptedException {
        try (Contestant hub = contestants.endToEnd(database, farEnd.port(), EndToEnd.CONCURRENCY)) {
            return seconds(hub);
        }
    }

    private static double seconds(Contestant hub) throws IOException, InterruptedException {
        return hub.awaitReady().toMillis() / 1000.0;
    }
}
