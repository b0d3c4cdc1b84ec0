package dev.waybill.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.kit.TestPostgres;
import dev.waybill.settings.BadSetting;
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
    void a_table_in_use_is_left_to_others_until_it_is_free() throws Exception {
        PGSimpleDataSource before = TestPostgres.empty();
        Flyway.configure().dataSource(before).target("9").load().migrate();
        Flyway flyway = Flyway.configure().dataSource(before).load();
        DatabaseLogin login = new DatabaseLogin(before.getUrl(), before.getUser(), null);
        try (Connection dump = before.getConnection()) {
            dump.setAutoCommit(false);
            dump.createStatement().executeQuery("SELECT FROM inbox_body");
            var migrated = CompletableFuture.runAsync(
                    () -> new Migrate(login, PATIENCE, Duration.ofMillis(100)).migrate(flyway));
            JdbcClient there = JdbcClient.create(before);
            await().atMost(PATIENCE).until(() -> locksWaitedFor(there) == 1);
            await().atMost(PATIENCE).until(() -> locksWaitedFor(there) == 0);
            assertThat(migrated).isNotDone();

            dump.rollback();
            assertThat(migrated).succeedsWithin(PATIENCE);
        }
    }

    private static int locksWaitedFor(JdbcClient there) {
        return there.sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND datname = current_database()")
                .query(Integer.class)
                .single();
    }

    @Test
    void what_waiting_does_not_mend_is_thrown() {
        jdbc.sql("UPDATE flyway_schema_history SET checksum = 1").update();
        assertThatThrownBy(this::migrate).isInstanceOf(FlywayException.class);
    }

    @Test
    void a_role_that_may_not_create_tables_is_told_the_grant_that_helps() {
        PGSimpleDataSource empty = TestPostgres.empty();
        JdbcClient owner = JdbcClient.create(empty);
        owner.sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC").update();
        owner.sql("DROP ROLE IF EXISTS reader_of_migrate").update();
        owner.sql("CREATE ROLE reader_of_migrate LOGIN PASSWORD 'r'").update();
        DatabaseLogin login = new DatabaseLogin(empty.getUrl(), "reader_of_migrate", "r");
        Flyway flyway = Flyway.configure()
                .dataSource(login.url(), login.username(), login.password())
                .load();
        assertThatThrownBy(() -> new Migrate(login, PATIENCE).migrate(flyway))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("GRANT CREATE ON SCHEMA public TO reader_of_migrate;");
    }

    private void migrate() {
        Flyway flyway = Flyway.configure().dataSource(database).load();
        new Migrate(new DatabaseLogin(database.getUrl(), database.getUser(), null), PATIENCE).migrate(flyway);
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
