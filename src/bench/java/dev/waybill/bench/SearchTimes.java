package dev.waybill.bench;

import dev.waybill.index.SearchDriver;
import dev.waybill.index.SearchDriver.Looked;
import dev.waybill.search.EventQuery;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/** {@code bench/search}: what each search takes among many events, without HTTP. */
final class SearchTimes {

    private static final int BATCH = 250_000;
    private static final int ROUNDS = 15;

    /** Three events to an order, a body of 0.6 kB, a delivery each; one in 50 000 dead, one in 1 000 000 of a rare type. */
    private static final String EVENTS = """
        INSERT INTO inbox_event (source, idempotency_key, message_group, type, digest, secret_id, received_at)
        SELECT 'covver', 'key-' || n, CAST(md5(CAST(n / 3 AS text)) AS uuid),
               CASE WHEN n %% 1000000 = 7 THEN 'CollectionDeleted'
                    ELSE (ARRAY['OrderPlaced', 'OrderConfirmed', 'OrderFulfilled'])[1 + n %% 3] END,
               sha256(CAST(n AS text)::bytea), 'current', now() - interval '30 days' + n * interval '0.2 seconds'
          FROM generate_series(%1$d, %2$d) n;
        INSERT INTO inbox_body (event_id, headers, body)
        SELECT id, '[]', convert_to('{"type":"' || type || '","data":{"id":"' || message_group || '","orderNumber":"' || id / 3
                 || '","externalId":"shop-' || id / 3 || '","orderLineItems":[{"title":"Tasse mit Name","note":"'
                 || repeat(md5(idempotency_key), 13) || '"}]}}', 'UTF8')
          FROM inbox_event WHERE id BETWEEN %1$d AND %2$d;
        INSERT INTO outbox_delivery (destination, lane, event_id, state, attempts, finished_at)
        SELECT 'erp', source || '/' || message_group, id, CASE WHEN id %% 50000 = 3 THEN 'DEAD' ELSE 'DELIVERED' END, 1,
               CASE WHEN id %% 50000 <> 3 THEN now() END
          FROM inbox_event WHERE id BETWEEN %1$d AND %2$d ORDER BY id
        """;

    /** As the hub fills it, for those that it is not to be measured on. */
    private static final String NAMES = """
        ;
        INSERT INTO search_event (event_id, type, message_group, order_number, external_id)
        SELECT id, type, message_group, CAST(id / 3 AS text), 'shop-' || id / 3
          FROM inbox_event WHERE id BETWEEN %1$d AND %2$d ORDER BY id;
        UPDATE search_progress SET passed = %2$d WHERE stage IN ('NEW', 'AGAIN')
        """;

    /** Events on which the hub's own filling is measured. */
    private static final int FILLED = 500_000;

    private SearchTimes() {}

    public static void main(String[] args) throws Exception {
        Quiet.please();
        int events = Stream.of(args)
                .filter(arg -> arg.startsWith("--events="))
                .map(arg -> Integer.parseInt(arg.substring("--events=".length())))
                .findFirst()
                .orElse(10_000_000);
        Path folder = Folders.fresh("search");
        try (Server server = Server.start(folder.resolve("postgres"))) {
            Database database = server.create("search");
            Flyway.configure().dataSource(database.source()).load().migrate();
            int filled = Math.min(events, FILLED);
            load(database, EVENTS, 0, filled);
            database.source()
                    .setOptions("-c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c"
                            + " enable_mergejoin=off -c jit=off -c max_parallel_workers_per_gather=0");
            SearchDriver driver = new SearchDriver(database.source());
            fill(database, driver, filled);
            load(database, EVENTS + NAMES, filled, events);
            measure(driver, events);
        } finally {
            Folders.delete(folder);
        }
    }

    private static void load(Database database, String sql, int from, int events) {
        for (int loaded = from; loaded < events; loaded += BATCH) {
            int upTo = Math.min(events, loaded + BATCH);
            database.execute("SET synchronous_commit = off; " + sql.formatted(loaded + 1, upTo));
            Progress.say("%,d events", upTo);
        }
        database.execute("VACUUM ANALYZE");
        database.execute("CHECKPOINT");
    }

    private static void fill(Database database, SearchDriver driver, int events) {
        String before = database.text("SELECT pg_current_wal_lsn()");
        long begun = System.nanoTime();
        driver.fill();
        double seconds = (System.nanoTime() - begun) / 1e9;
        long log = database.count("SELECT pg_current_wal_lsn() - CAST('" + before + "' AS pg_lsn)");
        long disk = database.count("SELECT pg_total_relation_size('search_event')");
        System.out.printf(
                Locale.ROOT,
                "%,d events filled in: %,.0f a second, %d B of log and %d B of disk each%n%n",
                events,
                events / seconds,
                log / events,
                disk / events);
    }

    private static void measure(SearchDriver driver, int events) {
        int middle = events / 2;
        Map<String, EventQuery> queries = SearchDriver.queries(
                String.valueOf(middle / 3),
                uuid(middle / 3),
                "key-" + middle,
                Instant.now().minusSeconds(20 * 86_400));
        System.out.printf(Locale.ROOT, "%-28s %8s %8s %8s %6s%n", "ms", "first", "median", "worst", "found");
        queries.forEach((name, query) -> {
            List<Double> took = new ArrayList<>();
            Looked looked = null;
            for (int round = 0; round < ROUNDS; round++) {
                long begun = System.nanoTime();
                looked = driver.search(query);
                took.add((System.nanoTime() - begun) / 1e6);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %8.1f %8.1f %8.1f %6d%s%n",
                    name,
                    took.getFirst(),
                    Median.of(took),
                    Collections.max(took),
                    looked.found(),
                    looked.complete() ? "" : " and goes on");
        });
    }

    /** As PostgreSQL made it of the number. */
    private static String uuid(int number) {
        try {
            byte[] md5 = MessageDigest.getInstance("MD5")
                    .digest(String.valueOf(number).getBytes(StandardCharsets.UTF_8));
            String hex = HexFormat.of().formatHex(md5);
            return String.join(
                    "-",
                    hex.substring(0, 8),
                    hex.substring(8, 12),
                    hex.substring(12, 16),
                    hex.substring(16, 20),
                    hex.substring(20));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
