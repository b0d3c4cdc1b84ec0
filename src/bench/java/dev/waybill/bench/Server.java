package dev.waybill.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The one PostgreSQL of a run, with the settings that README recommends and every commit kept. It lives in the build's
 * folder and not in a temporary one, which may be in memory, where {@code fsync} costs nothing.
 */
final class Server implements AutoCloseable {

    /** The facts that the figures depend on; printed with them. */
    static final Map<String, String> SETTINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("shared_buffers", "1GB"),
            Map.entry("max_wal_size", "8GB"),
            Map.entry("checkpoint_timeout", "15min"),
            Map.entry("wal_compression", "on"),
            Map.entry("max_connections", "300"),
            Map.entry("shared_preload_libraries", "pg_stat_statements"),
            Map.entry("pg_stat_statements.max", "10000"),
            Map.entry("pg_stat_statements.track_utility", "on")));

    private final EmbeddedPostgres postgres;
    private final Path directory;
    private final Database own;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Server(EmbeddedPostgres postgres, Path directory) {
        this.postgres = postgres;
        this.directory = directory;
        this.own = new Database((PGSimpleDataSource) postgres.getPostgresDatabase());
    }

    /** @param directory a new folder of its own; deleted at close */
    static Server start(Path directory) throws IOException {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setRegisterShutdownHook(false);
        SETTINGS.forEach(builder::setServerConfig);
        Server server = new Server(builder.start(), directory);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close)); // of a run that was interrupted
        server.own.execute("CREATE EXTENSION pg_stat_statements");
        server.own.check("SELECT current_setting('fsync') || current_setting('full_page_writes')", "onon");
        return server;
    }

    Database create(String name) {
        own.execute("CREATE DATABASE " + name);
        return new Database((PGSimpleDataSource) postgres.getDatabase("postgres", name));
    }

    /** For questions about the server; its own statements count for no contestant. */
    Database own() {
        return own;
    }

    String version() {
        return own.text("SELECT current_setting('server_version')");
    }

    ProcessHandle process() {
        try {
            String pid = Files.readAllLines(directory.resolve("postmaster.pid")).getFirst();
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At once and without a checkpoint (SIGQUIT, PostgreSQL's immediate mode): nothing in it is kept. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        ProcessHandle postmaster = process();
        try {
            new ProcessBuilder("kill", "-QUIT", String.valueOf(postmaster.pid())).start();
            postmaster.onExit().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            Progress.say("PostgreSQL %d does not stop and is killed: %s", postmaster.pid(), e);
            postmaster.destroyForcibly();
        }
        Folders.delete(directory);
    }
}
