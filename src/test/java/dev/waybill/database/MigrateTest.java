package dev.waybill.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.TestPostgres;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class MigrateTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PGSimpleDataSource database = TestPostgres.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);

    @Test
    void what_was_cut_off_begins_again() throws Exception {
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE flyway_schema_history");
            var migrated = CompletableFuture.runAsync(() -> migrate());
            int first = waiting();

            jdbc.sql("SELECT pg_terminate_backend(?)").param(first).query().singleRow();
            await().atMost(PATIENCE).until(() -> waiting() != first);

            other.rollback();
            assertThat(migrated).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void what_waiting_does_not_mend_is_thrown() {
        jdbc.sql("UPDATE flyway_schema_history SET checksum = 1").update();
        assertThatThrownBy(this::migrate).isInstanceOf(FlywayException.class);
    }

    private void migrate() {
        Flyway flyway = Flyway.configure().dataSource(database).load();
        new Migrate(new Login(database.getUrl(), database.getUser(), null), PATIENCE).migrate(flyway);
    }

    /** The backend that waits for the lock. */
    private int waiting() {
        return await().atMost(PATIENCE)
                .until(
                        () -> jdbc.sql("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                        + " AND datname = current_database()")
                                .query(Integer.class)
                                .list(),
                        pids -> pids.size() == 1)
                .getFirst();
    }
}
