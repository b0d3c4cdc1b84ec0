package dev.waybill.mechanism;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One seed: three senders, three routers, six workers, two rescuers, two replayers and an operator, until everything is finished. */
final class Run {

    private static final int SENDERS = 3;
    private static final int ROUTERS = 3;
    private static final int WORKERS = 6;
    private static final int RESCUERS = 2;
    private static final int REPLAYERS = 2;

    /** Nothing is left to route but what no route named, and no lane has anything open. */
    private static final String SETTLED = """
        SELECT NOT EXISTS (SELECT FROM inbox_work WHERE state <> 'UNROUTED') AND NOT EXISTS (SELECT FROM outbox_lane)\
        """;

    private final World world;
    private final int events;
    private final JdbcClient jdbc;

    Run(PGSimpleDataSource database, long seed, int events) {
        this.world = new World(database, seed);
        this.events = events;
        this.jdbc = JdbcClient.create(database);
    }

    /** Runs to the end and returns what the actors saw. */
    World go() throws InterruptedException {
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(start(new Sender(world, "sender" + i, events / SENDERS)));
        }
        List<Thread> hubs = new ArrayList<>();
        for (int i = 0; i < ROUTERS; i++) {
            hubs.add(start(new Router(world, "router" + i)));
        }
        for (int i = 0; i < WORKERS; i++) {
            hubs.add(start(new Worker(world, "worker" + i)));
        }
        for (int i = 0; i < RESCUERS; i++) {
            hubs.add(start(new Rescuer(world, "rescuer" + i)));
        }
        for (int i = 0; i < REPLAYERS; i++) {
            hubs.add(start(new Replayer(world, "replayer" + i)));
        }
        hubs.add(start(new Operator(world, "operator")));
        try {
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> senders.stream().noneMatch(Thread::isAlive) && settled());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("The run does not end: " + leftOver(senders), e);
        } finally {
            world.over = true;
            for (Thread hub : hubs) {
                hub.join();
            }
        }
        return world;
    }

    /** The rest of the work, for a search for the reason. */
    private String leftOver(List<Thread> senders) {
        return Stream.of(
                        "SELECT state, count(*) FROM inbox_work GROUP BY state",
                        "SELECT * FROM inbox_work WHERE state <> 'UNROUTED' ORDER BY event_id LIMIT 10",
                        "SELECT * FROM inbox_slot WHERE owner IS NOT NULL",
                        "SELECT * FROM outbox_lane ORDER BY destination, lane LIMIT 10",
                        "SELECT * FROM node",
                        "SELECT pid, state, wait_event, xact_start, query FROM pg_stat_activity WHERE datname ="
                                + " current_database()")
                .map(sql -> sql + "\n"
                        + jdbc.sql(sql).query().listOfRows().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n\n", senders + ", " + world.journal.surprises() + "\n", ""));
    }

    private static Thread start(Runnable actor) {
        return Thread.ofPlatform().daemon().start(actor);
    }

    private boolean settled() {
        return jdbc.sql(SETTLED).query(Boolean.class).single();
    }
}
