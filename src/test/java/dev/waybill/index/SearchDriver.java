package dev.waybill.index;

import dev.waybill.index.IndexStep.IndexPass;
import dev.waybill.index.SearchKeySettings.Pointers;
import dev.waybill.search.EventQuery;
import dev.waybill.search.EventQuery.Name;
import dev.waybill.search.SearchPage;
import dev.waybill.search.SearchPermits;
import dev.waybill.search.Searches;
import dev.waybill.search.StateFilter;
import dev.waybill.sources.SameBody;
import dev.waybill.sources.SameBodyRules;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The search's own code on any database, for the benchmark. */
public final class SearchDriver {

    private static final int PAGE = 50;

    private final Searches searches;
    private final IndexStep step;

    /** @param database with the hub's tables; its connections are to be like the search pool's */
    public SearchDriver(PGSimpleDataSource database) {
        JdbcClient jdbc = JdbcClient.create(database);
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        this.searches = new Searches(
                new SearchPermits(new TransactionTemplate(new JdbcTransactionManager(database)), jdbc, 1),
                jdbc,
                System::nanoTime,
                Searches.BUDGET);
        var pointers = new Pointers("/data/id", "/data/orderNumber", "/data/externalId");
        this.step = new IndexStep(
                transaction,
                new IndexProgress(jdbc),
                new AcceptedEvents(jdbc),
                new SearchIndex(jdbc),
                new SearchKeySettings(Map.of("covver", pointers)),
                sameBodies(jdbc),
                1000);
    }

    /** Compares the bodies of every type but one. */
    static MarkSameBodies sameBodies(JdbcClient jdbc) {
        var rules = new SameBodyRules(SameBody.ALERT, Map.of("ProductShown", SameBody.ACCEPT));
        var covver = new SameBodySettings.OfSource(rules);
        return new MarkSameBodies(
                jdbc, new SameBodySettings(Map.of("covver", covver), Duration.ofDays(30)), new SimpleMeterRegistry());
    }

    /** Knows all that is stored, without the rests that a hub makes. */
    public void fill() {
        while (step.step(IndexPass.NEW)) {
            // the next batch
        }
    }

    /** The result of a search. @param complete whether it looked at everything */
    public record Looked(int found, boolean complete) {}

    public Looked search(EventQuery query) {
        SearchPage page = searches.search(query).orElseThrow();
        return new Looked(page.events().size(), page.next() == null);
    }

    /** One of each kind. @param number an order number that there is @param somewhen a time in the middle */
    public static Map<String, EventQuery> queries(String number, String group, String key, Instant somewhen) {
        Map<String, EventQuery> queries = new LinkedHashMap<>();
        queries.put("newest", query(null, null, null, null, null, null, null));
        queries.put("order number", query(Name.ORDER_NUMBER, number, null, null, null, null, null));
        queries.put("external id", query(Name.EXTERNAL_ID, "shop-" + number, null, null, null, null, null));
        queries.put("order id", query(Name.ORDER_ID, group, null, null, null, null, null));
        queries.put("idempotency key", query(Name.KEY, key, null, null, null, null, null));
        queries.put("any name", query(Name.ANY, number, null, null, null, null, null));
        queries.put("frequent type", query(null, null, "OrderPlaced", null, null, null, null));
        queries.put("rare type", query(null, null, "CollectionDeleted", null, null, null, null));
        queries.put("type that is none", query(null, null, "Nothing", null, null, null, null));
        queries.put("from a time on", query(null, null, null, null, null, somewhen, null));
        queries.put("dead", query(null, null, null, StateFilter.DEAD, null, null, null));
        queries.put("delivered to erp", query(null, null, null, StateFilter.DELIVERED, "erp", null, null));
        queries.put("failed", query(null, null, null, StateFilter.FAILED, null, null, null));
        queries.put("a destination that is none", query(null, null, null, null, "nowhere", null, null));
        queries.put("frequent text", query(null, null, null, null, null, null, "Tasse"));
        queries.put("text that is nowhere", query(null, null, null, null, null, null, "no such text"));
        queries.put("text of one order", query(Name.ORDER_NUMBER, number, null, null, null, null, "Tasse"));
        return queries;
    }

    private static EventQuery query(
            Name by, String name, String type, StateFilter standing, String destination, Instant from, String text) {
        return new EventQuery(by, name, null, type, standing, destination, from, null, text, null, PAGE);
    }
}
