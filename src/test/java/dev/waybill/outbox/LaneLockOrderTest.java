package dev.waybill.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.handover.TestQueue;
import dev.waybill.kit.TestPostgres;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Routing once locked lanes in the order of the database's language, settling in that of bytes: they could deadlock. */
class LaneLockOrderTest {

    private static final String WAITING = """
        SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'\
        """;

    @Test
    void routing_locks_lanes_in_the_order_of_bytes_whatever_language_the_database_speaks() {
        TestQueue queue = TestQueue.on(english());
        queue.route("first", "B", "erp");
        queue.route("second", "a", "erp");
        CompletableFuture<Void> routing = queue.transaction.execute(status -> {
            lock(queue, "covver/B");
            var waiting = CompletableFuture.runAsync(() -> queue.transaction.executeWithoutResult(
                    routed -> queue.lanes.open(List.of("erp", "erp"), List.of("covver/a", "covver/B"))));
            await().until(() -> JdbcClient.create(queue.database)
                            .sql(WAITING)
                            .query(Integer.class)
                            .single()
                    == 1);
            assertThat(lock(queue, "covver/a"))
                    .as("the later lane is still free")
                    .isEqualTo(1);
            return waiting;
        });
        assertThat(routing).succeedsWithin(java.time.Duration.ofSeconds(5));
    }

    private static Integer lock(TestQueue queue, String lane) {
        return queue.jdbc
                .sql("SELECT 1 FROM outbox_lane WHERE destination = 'erp' AND lane = :lane FOR UPDATE NOWAIT")
                .param("lane", lane)
                .query(Integer.class)
                .single();
    }

    /** A database where "a" sorts before "B". */
    private static PGSimpleDataSource english() {
        PGSimpleDataSource database = TestPostgres.empty();
        JdbcClient.create(database)
                .sql("CREATE DATABASE english TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'")
                .update();
        database.setDatabaseName("english");
        Flyway.configure().dataSource(database).load().migrate();
        return database;
    }
}
