package dev.waybill.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.settings.BadSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {

    @TempDir
    private Path directory;

    @Test
    void the_programs_are_unpacked_once_and_what_was_written_is_there_after_a_restart() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(directory)) {
            run(server, "CREATE TABLE noted AS SELECT 'order' AS what");
        }
        FileTime unpacked = Files.getLastModifiedTime(programs());
        try (EmbeddedServer server = EmbeddedServer.start(directory)) {
            assertThat(ask(server, "SELECT what FROM noted")).isEqualTo("order");
        }
        assertThat(Files.getLastModifiedTime(programs())).isEqualTo(unpacked);
    }

    @Test
    void a_server_that_is_killed_is_started_again_and_forgot_nothing() throws Exception {
        UnpackedBinaries.NEWEST.placeInto(directory);
        try (EmbeddedServer server = EmbeddedServer.start(directory)) {
            run(server, "CREATE TABLE noted AS SELECT 'order' AS what");
            for (int i = 0; i < 2; i++) {
                long before = postmaster();
                ProcessHandle.of(before).orElseThrow().destroyForcibly();
                await().atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> postmaster() != before && "order".equals(ask(server, "SELECT what FROM noted")));
            }
        }
        assertThat(directory.resolve("postgres/18/postmaster.pid")).doesNotExist();
    }

    @Test
    void it_forgets_no_commit_and_is_tuned_for_millions_of_events() throws Exception {
        UnpackedBinaries.NEWEST.placeInto(directory);
        try (EmbeddedServer server = EmbeddedServer.start(directory)) {
            assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(server, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(server, "SHOW data_checksums")).isEqualTo("on");
            assertThat(ask(server, "SHOW max_wal_size")).isEqualTo("8GB");
            assertThat(ask(server, "SHOW checkpoint_timeout")).isEqualTo("15min");
            assertThat(ask(server, "SHOW wal_compression")).isIn("on", "pglz");
            assertThat(ask(server, "SHOW server_encoding")).isEqualTo("UTF8");
        }
    }

    @Test
    void nobody_gets_in_without_the_password_and_only_the_owner_can_read_it() throws Exception {
        UnpackedBinaries.NEWEST.placeInto(directory);
        try (EmbeddedServer server = EmbeddedServer.start(directory)) {
            DatabaseLogin wrong = new DatabaseLogin(server.login().url(), ClusterFiles.USER, "guessed");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> wrong.connect(new Properties()))
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
            assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(server, "SHOW unix_socket_directories")).isEmpty();
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(directory.resolve("postgres/password"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_path_may_be_relative_and_hold_spaces() throws Exception {
        Path spaced = directory.resolve("data of the hub");
        UnpackedBinaries.NEWEST.placeInto(spaced);
        Path relative = Path.of("").toAbsolutePath().relativize(spaced);
        try (EmbeddedServer server = EmbeddedServer.start(relative)) {
            assertThat(server.where()).startsWith("embedded PostgreSQL 18").contains(spaced.toString());
        }
        assertThat(spaced.resolve("postgres/18/PG_VERSION")).exists();
    }

    @Test
    void a_path_that_a_shell_would_read_is_refused() {
        assertThatThrownBy(() -> EmbeddedServer.start(directory.resolve("$(id)")))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("dollar sign");
    }

    @Test
    void a_file_in_the_place_of_the_directory_stops_the_start_with_a_sentence() throws IOException {
        Path file = Files.writeString(directory.resolve("data"), "");
        assertThatThrownBy(() -> EmbeddedServer.start(file))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_second_hub_in_this_process_is_refused_and_leaves_the_first_its_lock() throws Exception {
        UnpackedBinaries.NEWEST.placeInto(directory);
        try (EmbeddedServer server = EmbeddedServer.start(directory)) {
            assertThatThrownBy(() -> EmbeddedServer.start(directory))
                    .isInstanceOf(BadSetting.class)
                    .hasMessageContaining("Another hub");
            try (HubProcess second = HubProcess.start(directory)) {
                assertThat(second.output())
                        .contains("Another hub (process "
                                + ProcessHandle.current().pid() + ")");
            }
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_killed_hubs_server_lives_on_and_the_next_hub_takes_over_its_data() throws Exception {
        UnpackedBinaries.NEWEST.placeInto(directory);
        long orphan;
        try (HubProcess killed = HubProcess.start(directory).ready()) {
            assertThatThrownBy(() -> EmbeddedServer.start(directory)).isInstanceOf(BadSetting.class);
            killed.kill();
            orphan = postmaster();
            assertThat(ProcessHandle.of(orphan))
                    .hasValueSatisfying(server -> assertThat(server.isAlive()).isTrue());
        }
        try (EmbeddedServer next = EmbeddedServer.start(directory)) {
            assertThat(ask(next, "SELECT count(*) FROM noted")).isEqualTo("1");
            assertThat(postmaster()).isNotEqualTo(orphan);
        }
    }

    @Test
    void a_stranger_that_got_the_dead_servers_process_number_is_left_alone() throws Exception {
        UnpackedBinaries.NEWEST.placeInto(directory);
        EmbeddedServer.start(directory).close();
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(
                    directory.resolve("postgres/18/postmaster.pid"),
                    stranger.pid() + "\n" + directory.resolve("postgres/18") + "\n1\n5432\n\n127.0.0.1\n");
            try (EmbeddedServer server = EmbeddedServer.start(directory)) {
                assertThat(ask(server, "SELECT 1")).isEqualTo("1");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void a_crash_while_initialising_leaves_nothing_that_is_taken_for_a_database() throws Exception {
        UnpackedBinaries.NEWEST.placeInto(directory);
        Path halfDone = Files.createDirectories(directory.resolve("postgres/initialising-123"));
        Files.writeString(halfDone.resolve("PG_VERSION"), "18\n");
        try (EmbeddedServer server = EmbeddedServer.start(directory)) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
        assertThat(halfDone).doesNotExist();
    }

    @Test
    void another_major_versions_data_is_refused_with_what_to_do() throws Exception {
        UnpackedBinaries.OLDEST.placeInto(directory);
        try (EmbeddedServer old = EmbeddedServer.start(directory, OldestBinaries::open)) {
            run(old, "CREATE TABLE noted AS SELECT 'order' AS what");
        }
        assertThatThrownBy(() -> EmbeddedServer.start(directory))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("PostgreSQL 15")
                .hasMessageContaining("pg_dump");
        try (EmbeddedServer old = EmbeddedServer.start(directory, OldestBinaries::open)) {
            assertThat(ask(old, "SELECT what FROM noted")).isEqualTo("order");
        }
    }

    @Test
    void a_hub_that_was_shipped_without_postgres_says_so() {
        assertThatThrownBy(() -> EmbeddedServer.start(directory, name -> null))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith("There is no PostgreSQL for ")
                .hasMessageContaining("set SPRING_DATASOURCE_URL");
    }

    @Test
    void a_lost_password_file_is_told_and_the_data_stays() throws Exception {
        UnpackedBinaries.NEWEST.placeInto(directory);
        EmbeddedServer.start(directory).close();
        Files.delete(directory.resolve("postgres/password"));
        assertThatThrownBy(() -> EmbeddedServer.start(directory))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("restore it");
        assertThat(directory.resolve("postgres/18/PG_VERSION")).exists();
    }

    private Path programs() throws IOException {
        try (var folders = Files.list(directory.resolve("postgres/binaries"))) {
            return folders.findFirst().orElseThrow().resolve("bin");
        }
    }

    private long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(directory.resolve("postgres/18/postmaster.pid"))
                .getFirst());
    }

    private static void run(EmbeddedServer server, String sql) throws SQLException {
        try (var connection = server.login().connect(new Properties());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(EmbeddedServer server, String sql) throws SQLException {
        try (var connection = server.login().connect(new Properties());
                var answer = connection.createStatement().executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
