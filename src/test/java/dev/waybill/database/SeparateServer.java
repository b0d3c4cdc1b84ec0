package dev.waybill.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** A server of one test's own, to be misconfigured, and stopped and started on one port. */
public final class SeparateServer implements AutoCloseable {

    private final Path directory;
    private final int port;
    private EmbeddedPostgres server;

    private SeparateServer(Path directory, EmbeddedPostgres server) {
        this.directory = directory;
        this.server = server;
        this.port = server.getPort();
    }

    /** @param settings win over the sound ones */
    public static SeparateServer start(Path directory, Map<String, String> settings) throws IOException {
        return new SeparateServer(directory, builder(directory, settings).start());
    }

    private static EmbeddedPostgres.Builder builder(Path directory, Map<String, String> settings) throws IOException {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
        if ("oldest".equals(System.getProperty("waybill.test.postgres"))) {
            builder.setPgBinaryResolver((system, machine) -> OldestBinaries.open(system))
                    .setOverrideWorkingDirectory(
                            Path.of("target/postgres-oldest/unpacked").toFile());
        }
        settings.forEach(builder::setServerConfig);
        return builder;
    }

    DatabaseLogin login() {
        return new DatabaseLogin(url(), "postgres", null);
    }

    /** Of its only database; the user is postgres, without a password. */
    public String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    /** SIGSTOP: its connections stay open and nothing answers. */
    public void freeze() {
        new Postmaster(directory).freeze();
    }

    public void thaw() {
        new Postmaster(directory).thaw();
    }

    /** Ends and drops all its connections. */
    public void stop() throws IOException {
        server.close();
    }

    /** On the same port. */
    public void startAgain() throws IOException {
        server = builder(directory, Map.of()).setPort(port).start();
    }

    public void run(String sql) throws SQLException {
        try (var connection = login().connect(new Properties());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        thaw(); // frozen, it would outlive a failed test
        server.close();
    }
}
