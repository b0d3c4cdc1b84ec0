package dev.waybill.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.kit.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Status;

class PoolsTest {

    @TempDir
    private Path directory;

    @Test
    void the_queues_plans_and_limits_are_pinned_on_every_connection() throws Exception {
        try (var pool = Pools.queue(login(""), 2);
                var first = pool.getConnection();
                var second = pool.getConnection()) {
            for (var connection : new Connection[] {first, second}) {
                assertThat(show(connection, "enable_seqscan")).isEqualTo("off");
                assertThat(show(connection, "enable_hashjoin")).isEqualTo("off");
                assertThat(show(connection, "enable_mergejoin")).isEqualTo("off");
                assertThat(show(connection, "jit")).isEqualTo("off");
                assertThat(show(connection, "statement_timeout")).isEqualTo("5s");
                assertThat(show(connection, "idle_in_transaction_session_timeout"))
                        .isEqualTo("10s");
                assertThat(show(connection, "application_name")).isEqualTo("waybill-queue");
            }
        }
    }

    @Test
    void a_searchs_plans_and_limits_are_pinned_too() throws Exception {
        try (var pool = Pools.search(login(""), 2);
                var connection = pool.getConnection()) {
            assertThat(show(connection, "enable_seqscan")).isEqualTo("off");
            assertThat(show(connection, "max_parallel_workers_per_gather")).isEqualTo("0");
            assertThat(show(connection, "statement_timeout")).isEqualTo("5s");
            assertThat(show(connection, "application_name")).isEqualTo("waybill-search");
        }
    }

    @Test
    void the_pins_outlive_a_rollback() throws Exception {
        try (var pool = Pools.queue(login(""), 2);
                var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            show(connection, "jit");
            connection.rollback();
            assertThat(show(connection, "enable_seqscan")).isEqualTo("off");
        }
    }

    @Test
    void the_intakes_statements_end_before_its_socket_does() throws Exception {
        try (var pool = Pools.intake(login(""), 2)) {
            try (var connection = pool.getConnection()) {
                assertThat(show(connection, "statement_timeout")).isEqualTo("4s");
                assertThat(show(connection, "enable_seqscan")).isEqualTo("on");
                assertThat(show(connection, "application_name")).isEqualTo("waybill-intake");
                assertThat(connection.getNetworkTimeout()).isEqualTo(5000);
            }
        }
    }

    @Test
    void what_the_operator_wrote_into_the_url_stays_beside_our_pins() throws Exception {
        DatabaseLogin login = login("?options=-c%20search_path%3Dorders&ApplicationName=hub-7");
        try (var pool = Pools.queue(login, 2);
                var connection = pool.getConnection()) {
            assertThat(show(connection, "search_path")).isEqualTo("orders");
            assertThat(show(connection, "application_name")).isEqualTo("hub-7");
            assertThat(show(connection, "enable_seqscan")).isEqualTo("off");
        }
    }

    @Test
    void the_isolation_is_ours_whatever_the_servers_default_is() throws Exception {
        DatabaseLogin login = login("?options=-c%20default_transaction_isolation=serializable");
        for (HikariDataSource made : List.of(Pools.general(login, 1), Pools.intake(login, 1), Pools.queue(login, 1))) {
            try (HikariDataSource pool = made;
                    var connection = pool.getConnection()) {
                assertThat(show(connection, "transaction_isolation")).isEqualTo("read committed");
            }
        }
    }

    @Test
    void health_and_pool_follow_a_server_that_goes_and_comes_back() throws Exception {
        try (SeparateServer server = SeparateServer.start(directory, Map.of());
                HikariDataSource pool = Pools.intake(server.login(), 4)) {
            DatabaseHealth health = new DatabaseHealth(pool);
            await().untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.UP));
            server.stop();
            await().untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.DOWN));
            server.startAgain();
            await().untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.UP));
        }
    }

    @Test
    void a_probe_is_answered_in_time_while_the_database_hangs() throws Exception {
        try (HikariDataSource pool = Pools.intake(login(""), 1);
                var taken = pool.getConnection()) {
            assertThat(taken.isValid(1)).isTrue();
            DatabaseHealth health = new DatabaseHealth(pool, Duration.ofMillis(50));
            assertThat(health.health().getDetails().get("reason")).isEqualTo("No answer within 50 ms");
        }
    }

    private static DatabaseLogin login(String parameters) {
        return new DatabaseLogin(TestPostgres.empty().getUrl() + parameters, "postgres", null);
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (var answer = connection.createStatement().executeQuery("SHOW " + setting)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
