package dev.waybill.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;

/** A durable PostgreSQL on a port that stays, with the hub's own settings, which can be stopped as hard as one likes. */
public final class OwnServer implements AutoCloseable {

    /** The signals that stop a server. */
    public enum Stop {
        /** Ends all connections, writes a checkpoint. */
        FAST,
        /** Ends everything at once: the next start recovers from the log. */
        IMMEDIATE
    }

    private final PostgresBinaries binaries;
    private final ClusterFiles cluster;
    private final Path log;
    private final int port;

    private OwnServer(PostgresBinaries binaries, ClusterFiles cluster, Path log, int port) {
        this.binaries = binaries;
        this.cluster = cluster;
        this.log = log;
        this.port = port;
    }

    /**
     * @param home a folder of its own; its data and its log go there
     * @param oldest the oldest PostgreSQL that is supported instead of the newest
     */
    public static OwnServer start(Path home, boolean oldest, int port) throws IOException {
        Files.createDirectories(home);
        PostgresBinaries binaries = (oldest ? UnpackedBinaries.OLDEST : UnpackedBinaries.NEWEST).get();
        OwnServer server = new OwnServer(binaries, ClusterFiles.open(home, binaries), home.resolve("server.log"), port);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        server.start();
        return server;
    }

    public void start() throws IOException {
        PostgresProgram.run(
                binaries.program("pg_ctl"),
                "--pgdata=" + cluster.directory(),
                "--wait",
                "--timeout=60",
                "--log=" + log,
                "--options=" + ServerOptions.of(port) + " -c max_connections=300",
                "start");
    }

    public void stop(Stop mode) throws IOException {
        PostgresProgram.run(
                binaries.program("pg_ctl"),
                "--pgdata=" + cluster.directory(),
                "--mode=" + mode.name().toLowerCase(Locale.ROOT),
                "--wait",
                "--timeout=60",
                "stop");
    }

    public int port() {
        return port;
    }

    public String username() {
        return ClusterFiles.USER;
    }

    public String password() {
        return cluster.password();
    }

    /** A connection to it, closed by the caller. */
    public Connection connect() throws SQLException {
        return new DatabaseLogin("jdbc:postgresql://127.0.0.1:" + port + "/postgres", username(), password())
                .connect(new Properties());
    }

    /** Ends it at once; what a test wrote is not worth a checkpoint. */
    @Override
    public void close() {
        new Postmaster(cluster.directory()).kill();
    }
}
