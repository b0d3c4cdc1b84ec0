package dev.waybill.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.kit.Slow;
import dev.waybill.settings.BadSetting;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pools and the first connection, when a URL names two servers. */
@Slow
class FailoverTest {

    @TempDir
    private Path directory;

    @Test
    void every_pool_finds_the_promoted_standby_on_a_url_that_just_names_both() throws Exception {
        try (StandbyPair pair = StandbyPair.start(directory)) {
            DatabaseLogin login = new DatabaseLogin(pair.url(), StandbyPair.USERNAME, null);
            FirstConnection.check(login, Duration.ZERO);
            try (HikariDataSource general = Pools.general(login, 2);
                    HikariDataSource intake = Pools.intake(login, 4);
                    HikariDataSource queue = Pools.queue(login, 2);
                    HikariDataSource heartbeat = Pools.heartbeat(login)) {
                run(general, "CREATE TABLE noted (what text)");
                var pools = Map.of("general", general, "intake", intake, "queue", queue, "heartbeat", heartbeat);
                for (var pool : pools.entrySet()) {
                    run(pool.getValue(), "INSERT INTO noted VALUES ('%s')".formatted(pool.getKey()));
                }

                pair.killPrimary();
                assertThatThrownBy(() -> FirstConnection.check(login, Duration.ZERO))
                        .isInstanceOf(BadSetting.class)
                        .hasMessageContaining("accepts writes")
                        .hasMessageContaining("Promote one");
                pair.promote();

                for (var pool : pools.entrySet()) {
                    await(pool.getKey())
                            .atMost(Duration.ofSeconds(10))
                            .ignoreExceptions()
                            .until(() -> run(pool.getValue(), "INSERT INTO noted VALUES ('again')"));
                }
            }
        }
    }

    @Test
    void a_frozen_primary_does_not_keep_anybody_from_the_promoted_standby() throws Exception {
        try (StandbyPair pair = StandbyPair.start(directory)) {
            DatabaseLogin login = new DatabaseLogin(pair.url(), StandbyPair.USERNAME, null);
            try (HikariDataSource intake = Pools.intake(login, 4)) {
                run(intake, "CREATE TABLE noted (what text)");
                pair.freezePrimary();
                pair.promote();

                await().atMost(Duration.ofSeconds(30))
                        .ignoreExceptions()
                        .until(() -> run(intake, "INSERT INTO noted VALUES ('again')"));
                try (Connection probe = Pools.probe(login).getConnection()) {
                    assertThat(probe.isValid(1)).isTrue();
                }
            }
        }
    }

    @Test
    void a_pool_drops_all_its_connections_when_one_turns_out_to_be_read_only() throws Exception {
        try (SeparateServer server = SeparateServer.start(directory, Map.of());
                HikariDataSource pool = Pools.intake(server.login(), 2)) {
            run(pool, "CREATE TABLE noted (what text)");
            try (Connection one = pool.getConnection();
                    Connection two = pool.getConnection()) {
                assertThat(one.isValid(1) && two.isValid(1)).isTrue();
            }
            server.run("ALTER SYSTEM SET default_transaction_read_only = on");
            server.run("SELECT pg_reload_conf()");
            await().ignoreExceptions().until(() -> readOnly(pool)); // a reload reaches the sessions one after another

            assertThatThrownBy(() -> run(pool, "INSERT INTO noted VALUES ('refused')"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));

            await().until(() -> pool.getHikariPoolMXBean().getTotalConnections() == 0);
        }
    }

    @Test
    void a_url_that_asks_for_a_standby_stops_the_start() {
        assertThatThrownBy(() ->
                        new DatabaseLogin("jdbc:postgresql://a:1,b:2/hub?targetServerType=preferSecondary", null, null))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("targetServerType=preferSecondary")
                .hasMessageContaining("remove it");
        assertThat(new DatabaseLogin("jdbc:postgresql://a:1,b:2/hub?targetServerType=primary", null, null).where())
                .isEqualTo("a:1,b:2/hub");
    }

    private static boolean readOnly(HikariDataSource pool) throws SQLException {
        try (var connection = pool.getConnection();
                var answer = connection.createStatement().executeQuery("SHOW transaction_read_only")) {
            answer.next();
            return "on".equals(answer.getString(1));
        }
    }

    private static boolean run(HikariDataSource pool, String sql) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        }
    }
}
