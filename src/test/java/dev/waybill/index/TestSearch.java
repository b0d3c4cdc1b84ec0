package dev.waybill.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.inbox.Arrival;
import dev.waybill.inbox.StoreDriver;
import dev.waybill.index.IndexStep.IndexPass;
import dev.waybill.index.SearchKeySettings.Pointers;
import dev.waybill.kit.TestPostgres;
import dev.waybill.mechanism.QueueConnections;
import dev.waybill.search.EventQuery;
import dev.waybill.search.EventQuery.Name;
import dev.waybill.search.SearchPage;
import dev.waybill.search.SearchPermits;
import dev.waybill.search.Searches;
import dev.waybill.search.StateFilter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Events stored by the intake's own statement, on a real PostgreSQL, and the search over them. */
public final class TestSearch {

    public static final EventQuery ALL = new EventQuery(null, null, null, null, null, null, null, null, null, null, 50);
    private static final Pointers COVVER = new Pointers("/data/id", "/data/orderNumber", "/data/externalId");

    public final HikariDataSource database = pool(QueueConnections.to(TestPostgres.fresh()));
    public final JdbcClient jdbc = JdbcClient.create(database);
    final StoreDriver store = new StoreDriver(database);

    /** Takes as long as it wants. */
    final Searches searches = searches(() -> 0);

    private final IndexStep step = step(1000);

    private static HikariDataSource pool(PGSimpleDataSource fresh) {
        var config = new HikariConfig();
        config.setDataSource(fresh);
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    IndexStep step(int batch) {
        return new IndexStep(
                new TransactionTemplate(new JdbcTransactionManager(database)),
                new IndexProgress(jdbc),
                new AcceptedEvents(jdbc),
                new SearchIndex(jdbc),
                new SearchKeySettings(Map.of("covver", COVVER, "shop", COVVER)),
                SearchDriver.sameBodies(jdbc),
                batch);
    }

    Searches searches(LongSupplier nanoTime) {
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        return new Searches(new SearchPermits(transaction, jdbc, 1), jdbc, nanoTime, Duration.ofMillis(200));
    }

    public long store(String key, @Nullable String group, String type, String body) {
        return store("covver", key, group, type, body.getBytes(UTF_8));
    }

    public long store(String source, String key, @Nullable String group, String type, byte[] body) {
        var arrival =
                new Arrival(source, key, group, type, sha256(body), "current", "[]".getBytes(UTF_8), body, null, null);
        return store.store(List.of(arrival)).get(key);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An order's event. */
    public long order(String key, String id, String number, String type) {
        return store(
                key,
                id,
                type,
                "{\"type\":\"%s\",\"data\":{\"id\":\"%s\",\"orderNumber\":\"%s\",\"externalId\":\"shop-%s\"}}"
                        .formatted(type, id, number, number));
    }

    /** Has search know all that was stored. */
    public void fill() {
        fill(IndexPass.NEW);
    }

    public void fill(IndexPass stage) {
        while (step.step(stage)) {
            // the next batch
        }
    }

    long progress(IndexPass stage) {
        return jdbc.sql("SELECT passed FROM search_progress WHERE stage = :stage")
                .param("stage", stage.name())
                .query(Long.class)
                .single();
    }

    /** A delivery of the event. */
    public long delivery(long event, String destination, String state) {
        return jdbc.sql("""
            INSERT INTO outbox_delivery (destination, lane, event_id, state, finished_at)
            VALUES (:destination, '#' || :event, :event, :state, CASE WHEN :state IN ('DELIVERED', 'SKIPPED') THEN now() END)
            RETURNING id\
            """)
                .param("destination", destination)
                .param("event", event)
                .param("state", state)
                .query(Long.class)
                .single();
    }

    /** Routed. */
    public void routed(long event) {
        jdbc.sql("DELETE FROM inbox_work WHERE event_id = :id")
                .param("id", event)
                .update();
    }

    public SearchPage search(EventQuery query) {
        return searches.search(query).orElseThrow();
    }

    /** The ids that the search comes to, page by page until the end. */
    public List<Long> ids(EventQuery query) {
        List<Long> ids = new ArrayList<>();
        SearchPage page = search(query);
        page.events().forEach(event -> ids.add(event.id()));
        while (page.next() != null) {
            page = search(before(query, page.next()));
            page.events().forEach(event -> ids.add(event.id()));
        }
        return ids;
    }

    public static EventQuery by(Name kind, String name) {
        return new EventQuery(kind, name, null, null, null, null, null, null, null, null, 50);
    }

    public static EventQuery ofType(String type) {
        return new EventQuery(null, null, null, type, null, null, null, null, null, null, 50);
    }

    public static EventQuery at(StateFilter standing, @Nullable String destination) {
        return new EventQuery(null, null, null, null, standing, destination, null, null, null, null, 50);
    }

    public static EventQuery with(String text) {
        return new EventQuery(null, null, null, null, null, null, null, null, text, null, 50);
    }

    public static EventQuery before(EventQuery q, long before) {
        return page(q, before, q.limit());
    }

    public static EventQuery limited(EventQuery q, int limit) {
        return page(q, q.before(), limit);
    }

    private static EventQuery page(EventQuery q, @Nullable Long before, int limit) {
        return new EventQuery(
                q.by(),
                q.name(),
                q.source(),
                q.type(),
                q.standing(),
                q.destination(),
                q.from(),
                q.to(),
                q.text(),
                before,
                limit);
    }
}
