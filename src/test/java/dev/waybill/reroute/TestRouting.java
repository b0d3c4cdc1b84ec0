package dev.waybill.reroute;

import dev.waybill.handover.LaneDriver;
import dev.waybill.inbox.Slot;
import dev.waybill.inbox.StoreDriver;
import dev.waybill.kit.TestPostgres;
import dev.waybill.mechanism.QueueConnections;
import dev.waybill.routing.RoutingSlip.Line;
import dev.waybill.routing.SlotDriver;
import dev.waybill.routing.Slots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A source with its router on a real PostgreSQL; what the route does is said by the test, for each event's key. */
public final class TestRouting {

    public static final String SOURCE = "covver";
    public static final long OWNER = 7;

    public final PGSimpleDataSource database = QueueConnections.to(TestPostgres.fresh());
    public final JdbcClient jdbc = JdbcClient.create(database);
    public final Slots slots = new Slots(jdbc);
    /** The keys that were routed, in the order of the routes' runs. */
    public final List<String> ran = new ArrayList<>();

    private final Map<String, SlotDriver.Route> scripts = new HashMap<>();
    private final StoreDriver store = new StoreDriver(database);
    private final SlotDriver driver;

    public TestRouting(int batch) {
        driver = new SlotDriver(
                database, new LaneDriver(database, 1).recordRouted(), this::decide, batch, Duration.ofHours(1));
        slots.open(SOURCE);
    }

    public long store(String key, @Nullable String group) {
        return store.store(SOURCE, key, group);
    }

    /** In the order of the keys given. */
    public void storeAll(List<String> keys, @Nullable String group) {
        keys.forEach(key -> store(key, group));
    }

    public void on(String key, SlotDriver.Route script) {
        scripts.put(key, script);
    }

    public void fails(String key) {
        on(key, k -> {
            throw new IllegalStateException("no route for " + k);
        });
    }

    public void names(String key, Line... lines) {
        on(key, k -> List.of(lines));
    }

    public static Line to(String destination, String part) {
        return new Line(destination, part, true);
    }

    /** Routes until nothing is ready; failed events are not due again before {@link #passTime()}. */
    public void routeAll() throws InterruptedException {
        while (routeDue(() -> {}) > 0) {
            // the next round finds what this one gave back
        }
    }

    public int routeDue(Runnable between) throws InterruptedException {
        return driver.routeDue(SOURCE, OWNER, Slot.COUNT, between);
    }

    public EventCommands commands() {
        return driver.commands();
    }

    BulkReroute routeMatching(int most) {
        return new BulkReroute(new TransactionTemplate(new JdbcTransactionManager(database)), jdbc, source -> {}, most);
    }

    /** Puts every event into this group's slot, as if their own hashed to it. */
    public void slotOfAll(String group) {
        jdbc.sql("UPDATE inbox_work SET slot = :slot")
                .param("slot", Slot.of(SOURCE, group))
                .update();
    }

    public void passTime() {
        jdbc.sql("UPDATE inbox_work SET due_at = now() - interval '1 hour'").update();
    }

    /** The events that are not routed yet, by key, in the order of ids. */
    public Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        jdbc.sql("SELECT e.idempotency_key, w.state FROM inbox_work w JOIN inbox_event e ON e.id = w.event_id"
                        + " ORDER BY e.id")
                .query(row -> {
                    states.put(row.getString(1), row.getString(2));
                });
        return states;
    }

    /** The keys that have deliveries, in the order in which those were made. */
    public List<String> delivered() {
        return jdbc.sql("SELECT e.idempotency_key FROM outbox_delivery d JOIN inbox_event e ON e.id = d.event_id ORDER"
                        + " BY d.id")
                .query(String.class)
                .list();
    }

    /** Slots that somebody holds. */
    public long leased() {
        return jdbc.sql("SELECT count(*) FROM inbox_slot WHERE owner IS NOT NULL")
                .query(Long.class)
                .single();
    }

    private List<Line> decide(String key) throws Exception {
        ran.add(key);
        return scripts.getOrDefault(key, k -> List.of(to("erp", ""))).decide(key);
    }
}
