package dev.waybill.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.kit.TestPostgres;
import dev.waybill.settings.BadSetting;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityTest {

    @TempDir
    private Path directory;

    @Test
    void a_server_that_keeps_its_commits_is_accepted() {
        assertThatCode(() -> check(new DatabaseLogin(TestPostgres.empty().getUrl(), "postgres", null)))
                .doesNotThrowAnyException();
    }

    @Test
    void commits_that_are_not_waited_for_are_refused_wherever_that_was_set() throws Exception {
        try (SeparateServer server = SeparateServer.start(directory, Map.of("synchronous_commit", "off"))) {
            assertThatThrownBy(() -> check(server.login()))
                    .isInstanceOf(BadSetting.class)
                    .hasMessageContaining("synchronous_commit is off");
            server.run("ALTER ROLE postgres SET synchronous_commit = on");
            assertThatCode(() -> check(server.login())).doesNotThrowAnyException();
            server.run("ALTER ROLE postgres SET synchronous_commit = off");
            assertThatThrownBy(() -> check(server.login())).isInstanceOf(BadSetting.class);
        }
    }

    @Test
    void local_commits_are_refused_only_where_standbys_are_named() throws Exception {
        try (SeparateServer server = SeparateServer.start(directory, Map.of("synchronous_commit", "local"))) {
            assertThatCode(() -> check(server.login())).doesNotThrowAnyException();
            server.run("ALTER SYSTEM SET synchronous_standby_names = 'other'");
            server.run("SELECT pg_reload_conf()");
            await(() -> assertThatThrownBy(() -> check(server.login()))
                    .isInstanceOf(BadSetting.class)
                    .hasMessageContaining("local while synchronous standbys are named"));
        }
    }

    @Test
    void a_server_that_does_not_write_through_is_refused() throws Exception {
        try (SeparateServer server = SeparateServer.start(directory, Map.of("fsync", "off"))) {
            assertThatThrownBy(() -> check(server.login()))
                    .isInstanceOf(BadSetting.class)
                    .hasMessageContaining("fsync=off");
        }
    }

    @Test
    void a_read_only_server_is_refused() throws Exception {
        try (SeparateServer server = SeparateServer.start(directory, Map.of("default_transaction_read_only", "on"))) {
            assertThatThrownBy(() -> check(server.login()))
                    .isInstanceOf(BadSetting.class)
                    .hasMessageContaining("name the primary");
        }
    }

    @Test
    void a_database_in_another_encoding_is_refused() throws Exception {
        try (SeparateServer server = SeparateServer.start(directory, Map.of())) {
            server.run("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
            DatabaseLogin latin =
                    new DatabaseLogin(server.login().url().replace("/postgres", "/latin"), "postgres", null);
            assertThatThrownBy(() -> check(latin))
                    .isInstanceOf(BadSetting.class)
                    .hasMessageContaining("UTF8");
        }
    }

    private static void check(DatabaseLogin login) throws SQLException {
        try (var connection = login.connect(new Properties())) {
            Durability.check(connection);
        }
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().untilAsserted(assertion);
    }
}
