package dev.waybill.retention;

import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.handover.LaneDriver;
import dev.waybill.handover.LaneDriver.InHand;
import dev.waybill.handover.LaneDriver.Result;
import dev.waybill.inbox.StoreDriver;
import dev.waybill.kit.TestPostgres;
import dev.waybill.mechanism.QueueConnections;
import dev.waybill.operator.Command;
import dev.waybill.operator.CommandResult;
import dev.waybill.outbox.DeliveryCommands;
import dev.waybill.reroute.EventCommands;
import dev.waybill.retention.Sweep.Step;
import dev.waybill.routing.RoutingSlip.Line;
import dev.waybill.routing.SlotDriver;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One hub's rooms on a real PostgreSQL, with their own statements: what a test says in the place of the routes and the
 * destinations, and retention itself. For one thread; {@link #another()} is the same database for another one.
 */
final class TestHub implements AutoCloseable {

    static final Duration BODIES = Duration.ofDays(30);
    static final Duration HORIZON = Duration.ofDays(400);
    static final String SOURCE = "covver";
    private static final List<String> AGE = List.of(
            "UPDATE inbox_event SET received_at = received_at - make_interval(days => :days) WHERE id = :id",
            "UPDATE outbox_delivery SET finished_at = finished_at - make_interval(days => :days)"
                    + " WHERE event_id = :id AND finished_at IS NOT NULL",
            "UPDATE inbox_discarded SET discarded_at = discarded_at - make_interval(days => :days) WHERE event_id ="
                    + " :id");
    private static final long OWNER = 7;
    private static final Command COMMAND = new Command("operator", "the test says so");

    final HikariDataSource database;
    final JdbcClient jdbc;
    final StoreDriver store;
    final LaneDriver lanes;
    final EventCommands events;
    final Sweep bodies;
    final Sweep wholeEvents;

    /** The keys that no route fails or forgets any more. */
    final Set<String> mended;

    private final HikariDataSource general;
    private final SlotDriver slots;
    private final DeliveryCommands deliveries;

    /** @param batch of retention */
    static TestHub fresh(int batch) {
        PGSimpleDataSource fresh = TestPostgres.fresh();
        HikariDataSource general = GeneralConnections.pool(GeneralConnections.to(fresh));
        var hub = new TestHub(
                GeneralConnections.pool(QueueConnections.to(fresh)), general, ConcurrentHashMap.newKeySet(), batch);
        hub.slots.open(SOURCE);
        return hub;
    }

    private TestHub(HikariDataSource database, HikariDataSource general, Set<String> mended, int batch) {
        this.database = database;
        this.general = general;
        this.jdbc = JdbcClient.create(database);
        this.mended = mended;
        this.store = new StoreDriver(database);
        this.lanes = new LaneDriver(database, 2);
        this.slots = new SlotDriver(database, lanes.recordRouted(), this::route, 10, Duration.ofMillis(1));
        this.events = slots.commands();
        this.deliveries = LaneDriver.commands(database, () -> {});
        this.bodies = sweep(new PurgeBodies(generalJdbc(), BODIES), batch);
        this.wholeEvents = sweep(new PurgeEvents(generalJdbc(), HORIZON, batch), batch);
    }

    TestHub another(int batch) {
        return new TestHub(database, general, mended, batch);
    }

    private Sweep sweep(PurgeStage stage, int batch) {
        return sweep(stage, batch, new SweepPacing(Duration.ZERO, Duration.ZERO, Duration.ofHours(1)));
    }

    Sweep sweep(PurgeStage stage, int batch, SweepPacing pace) {
        return new Sweep(pinned(), new SweepRows(generalJdbc()), stage, pace, batch);
    }

    PinnedPlans pinned() {
        return new PinnedPlans(new TransactionTemplate(new JdbcTransactionManager(general)), generalJdbc());
    }

    /** On the connections that retention uses. */
    JdbcClient generalJdbc() {
        return JdbcClient.create(general);
    }

    /** An event arrives. The route sends "fail" to nowhere by an exception, "none" to nowhere, all else to erp and email. */
    long store(String key, @Nullable String group) {
        return store.store(SOURCE, key, group);
    }

    /** An event that erp and email have. */
    long delivered(String key) {
        long event = store(key, null);
        route();
        settle("erp", Result.DELIVERED);
        settle("email", Result.DELIVERED);
        return event;
    }

    void route() {
        try {
            slots.routeDue(SOURCE, OWNER, 16, () -> {});
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hands everything that is due over to the destination, with this result. */
    void settle(String destination, Result result) {
        settle(destination, head -> result);
    }

    void settle(String destination, Function<InHand, Result> result) {
        List<InHand> heads = lanes.lease(destination, false, OWNER, 50);
        if (!heads.isEmpty()) {
            lanes.settle(heads.stream().collect(Collectors.toMap(Function.identity(), result)), false);
        }
    }

    CommandResult replay(long delivery) {
        return deliveries.replay(delivery, COMMAND, true);
    }

    CommandResult skip(long delivery) {
        return deliveries.skip(delivery, COMMAND);
    }

    /** Has an event routed again, whatever became of it; by then its route is right and names one destination more. */
    CommandResult routeAgain(long event, String key) {
        mended.add(key);
        return events.route(event, COMMAND);
    }

    CommandResult discard(long event) {
        return events.discard(event, COMMAND);
    }

    /** Lets time pass for one event. */
    void age(long event, int days) {
        for (String what : AGE) {
            jdbc.sql(what).param("days", days).param("id", event).update();
        }
    }

    /** A step, whether or not the last one's rest is over. */
    Step step(Sweep sweep) {
        jdbc.sql("UPDATE retention_sweep SET due_at = '-infinity' WHERE stage = :stage")
                .param("stage", name(sweep))
                .update();
        return sweep.step();
    }

    /** Has the sweep look at everything again. */
    void again(Sweep sweep) {
        jdbc.sql("UPDATE retention_sweep SET passed = 0 WHERE stage = :stage")
                .param("stage", name(sweep))
                .update();
    }

    /** Both stages from the first event to the last. */
    void purgeAll() {
        for (Sweep sweep : List.of(bodies, wholeEvents)) {
            again(sweep);
            while (step(sweep).more()) {
                // the next batch
            }
        }
    }

    private String name(Sweep sweep) {
        return sweep == bodies ? "BODIES" : "EVENTS";
    }

    boolean hasBody(long event) {
        return exists("SELECT FROM inbox_body WHERE event_id = " + event);
    }

    boolean hasEvent(long event) {
        return exists("SELECT FROM inbox_event WHERE id = " + event);
    }

    /** The last delivery of the event to the destination. */
    long deliveryOf(long event, String destination) {
        return jdbc.sql("SELECT max(id) FROM outbox_delivery WHERE event_id = :id AND destination = :destination")
                .param("id", event)
                .param("destination", destination)
                .query(Long.class)
                .single();
    }

    /** Of what is not routed yet, in the order of ids. */
    List<String> states() {
        return jdbc.sql("SELECT state FROM inbox_work ORDER BY event_id")
                .query(String.class)
                .list();
    }

    boolean exists(String query) {
        return jdbc.sql("SELECT EXISTS (" + query + ")").query(Boolean.class).single();
    }

    private List<Line> route(String key) {
        if (key.startsWith("fail") && !mended.contains(key)) {
            throw new IllegalStateException("the route fails");
        }
        if (key.startsWith("none") && !mended.contains(key)) {
            return List.of();
        }
        List<Line> usual = List.of(new Line("erp", "", true), new Line("email", "", true));
        return mended.contains(key) ? List.of(usual.get(0), usual.get(1), new Line("sftp", "", true)) : usual;
    }

    @Override
    public void close() {
        database.close();
        general.close();
    }
}
