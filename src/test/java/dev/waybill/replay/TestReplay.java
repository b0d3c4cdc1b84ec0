package dev.waybill.replay;

import dev.waybill.handover.LaneDriver;
import dev.waybill.handover.LaneDriver.InHand;
import dev.waybill.handover.LaneDriver.Result;
import dev.waybill.inbox.Arrival;
import dev.waybill.inbox.StoreDriver;
import dev.waybill.kit.TestPostgres;
import dev.waybill.mechanism.QueueConnections;
import dev.waybill.operator.Command;
import dev.waybill.operator.CommandResult;
import dev.waybill.routing.RoutedEvents.RoutedEvent;
import dev.waybill.routing.RoutingSlip.Line;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionTemplate;

/** Deliveries on a real PostgreSQL, jobs about them, and the nodes that move these. The clock is the job's row. */
final class TestReplay {

    static final Command COMMAND = new Command("night shift", "the ERP is back");
    static final Duration BOUND = Duration.ofSeconds(20);

    final PGSimpleDataSource database = QueueConnections.to(TestPostgres.fresh());
    final JdbcClient jdbc = JdbcClient.create(database);
    final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    final MeterRegistry metrics = new SimpleMeterRegistry();
    final Set<String> unordered = new HashSet<>();
    final List<String> woken = new ArrayList<>();
    final ReplayJobs jobs = jobs(BOUND);
    final RunJobs node = node(new JdbcTransactionManager(database));
    private final StoreDriver store = new StoreDriver(database);
    private final LaneDriver lanes = new LaneDriver(database, 3);
    private final long owner = jdbc.sql("INSERT INTO node (until, name) VALUES ('infinity', 'test') RETURNING id")
            .query(Long.class)
            .single();

    ReplayJobs jobs(Duration bound) {
        return new ReplayJobs(
                transaction,
                jdbc,
                new PreviewJob(
                        transaction,
                        jdbc,
                        ReplayDriver.matching(database),
                        () -> Map.of("erp", true, "email", true, "closed", false),
                        bound));
    }

    /** One more node; its transactions are this manager's. */
    RunJobs node(JdbcTransactionManager transactions) {
        ReplayMeters meters = new ReplayMeters(metrics);
        return new RunJobs(
                new ReplayJobStore(jdbc),
                new RunBatch(
                        new TransactionTemplate(transactions),
                        jdbc,
                        ReplayDriver.replayMany(database, name -> !unordered.contains(name), woken::add),
                        ReplayDriver.skipMany(database, woken::add),
                        meters),
                meters);
    }

    /** A second of a node: its question, then its tick. */
    void tick(RunJobs node) {
        node.answered(jdbc.sql(node.sql()).query(String.class).list());
        node.tick();
    }

    /** Stores an event and records that its route named these destinations. @return the event's id */
    long route(String key, @Nullable String group, String... destinations) {
        long event = store.store("covver", key, group);
        List<Line> lines = Stream.of(destinations)
                .map(destination -> new Line(destination, "", true))
                .toList();
        LaneDriver.record(jdbc, lanes.recordRouted(), List.of(new RoutedEvent(event, "covver", group, lines, null)));
        return event;
    }

    /** As many events in turn of these groups, all to that destination. @return their ids */
    List<Long> routeMany(int number, String destination, int groups) {
        List<Arrival> arrivals = IntStream.range(0, number)
                .mapToObj(i -> StoreDriver.arrival("covver", "key" + i, "g" + i % groups))
                .toList();
        Map<String, Long> ids = store.store(arrivals);
        List<RoutedEvent> events = arrivals.stream()
                .map(arrival -> new RoutedEvent(
                        ids.get(arrival.key()),
                        "covver",
                        arrival.group(),
                        List.of(new Line(destination, "", true)),
                        null))
                .sorted(Comparator.comparing(RoutedEvent::id))
                .toList();
        LaneDriver.record(jdbc, lanes.recordRouted(), events);
        return events.stream().map(RoutedEvent::id).toList();
    }

    List<InHand> lease(String destination) {
        return lanes.lease(destination, false, owner, 10_000);
    }

    void settle(List<InHand> leased, Result result) {
        lanes.settle(leased.stream().collect(Collectors.toMap(one -> one, one -> result)), false);
    }

    /** Hands over the head of each lane that is due. @return the events, by lane */
    List<Long> handOver(String destination, Result result) {
        List<InHand> leased = lease(destination);
        settle(leased, result);
        return leased.stream().map(InHand::event).sorted().toList();
    }

    static ReplayRequest request(String... states) {
        return new ReplayRequest("erp", null, null, null, Set.of(states), "erp", 1000);
    }

    static ReplayRequest to(String target, String... states) {
        return new ReplayRequest("erp", null, null, null, Set.of(states), target, 1000);
    }

    PreviewResult.Made preview(ReplayRequest request) {
        if (jobs.preview(request, COMMAND) instanceof PreviewResult.Made made) {
            return made;
        }
        throw new AssertionError(jobs.preview(request, COMMAND));
    }

    long started(ReplayRequest request) {
        long id = preview(request).job().id();
        if (!(jobs.start(id, COMMAND, true) instanceof CommandResult.Done)) {
            throw new AssertionError("The job doesn't start");
        }
        return id;
    }

    ReplayJob job(long id) {
        return jobs.find(id).orElseThrow();
    }

    void passSeconds(double seconds) {
        jdbc.sql("UPDATE replay_job SET moved_at = moved_at - make_interval(secs => :seconds),"
                        + " narrowed_at = moved_at - make_interval(secs => :seconds)")
                .param("seconds", seconds)
                .update();
    }

    /** Ticks, two seconds apart, until the job has ended. */
    ReplayJob finish(long id) {
        for (int tick = 0; tick < 100 && job(id).endedAt() == null; tick++) {
            passSeconds(2);
            tick(node);
        }
        return job(id);
    }

    /** The deliveries, by event and generation, as {@code state attempts/retries_from}. */
    List<String> deliveries(String destination) {
        return jdbc.sql("SELECT state || ' ' || attempts || '/' || retries_from || CASE generation WHEN 0 THEN '' ELSE"
                        + " ' .' || generation END FROM outbox_delivery WHERE destination = :d ORDER BY event_id, id")
                .param("d", destination)
                .query(String.class)
                .list();
    }

    List<Map<String, Object>> lanesOf(String destination) {
        return jdbc.sql("SELECT * FROM outbox_lane WHERE destination = :d ORDER BY lane")
                .param("d", destination)
                .query()
                .listOfRows();
    }

    List<String> audit() {
        return jdbc.sql("SELECT who || ' ' || verb || ' ' || subject FROM audit ORDER BY id")
                .query(String.class)
                .list();
    }

    /** The connection is ended when all of the batch is written and nothing committed. */
    JdbcTransactionManager dyingBeforeCommit(List<Integer> seen) {
        var manager = new JdbcTransactionManager(database);
        manager.addListener(new TransactionExecutionListener() {
            @Override
            public void beforeCommit(TransactionExecution transaction) {
                seen.add(jdbc.sql("SELECT count(*) FROM outbox_delivery")
                        .query(Integer.class)
                        .single());
                jdbc.sql("SELECT pg_terminate_backend(pg_backend_pid())")
                        .query(Boolean.class)
                        .single();
            }
        });
        return manager;
    }
}
