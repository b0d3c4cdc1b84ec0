package dev.waybill.siege;

import dev.waybill.kit.HubProcess;
import dev.waybill.kit.TestPostgres;
import dev.waybill.prove.Ports;
import dev.waybill.siege.Attack.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The hub under siege: the packaged jar with {@code -Xmx256m}, default limits and a database of its own. */
final class Stronghold implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 300;
    private static final String STORED = "SELECT count(*) FROM inbox_event WHERE starts_with(idempotency_key, ?)";

    private final PGSimpleDataSource database = TestPostgres.empty();
    private final int door = Ports.free();
    private final int console;
    private final Path log;
    private final Map<String, String> settings = new HashMap<>();
    private final @Nullable SelfSigned certificate;
    private HubProcess process;

    /**
     * Starts it and does not wait.
     *
     * @param certificate what its door speaks TLS with; null: it speaks in clear
     */
    Stronghold(int console, Path log, @Nullable SelfSigned certificate) {
        this.console = console;
        this.log = log;
        this.certificate = certificate;
        settings.put("SPRING_DATASOURCE_URL", String.valueOf(database.getUrl()));
        settings.put("SPRING_DATASOURCE_USERNAME", "postgres");
        settings.put("WAYBILL_LISTENER_PORT", String.valueOf(door));
        settings.put("MANAGEMENT_PORT", String.valueOf(console));
        if (certificate != null) {
            settings.put(
                    "WAYBILL_LISTENER_CERTIFICATE", certificate.certificate().toString());
            settings.put("WAYBILL_LISTENER_KEY", certificate.key().toString());
        }
        this.process = HubProcess.launch(settings, log);
    }

    /** @throws IllegalStateException if it does not take webhooks in time */
    Stronghold awaitReady() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!process.ready()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The hub did not become ready: " + log);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        return this;
    }

    /** Another process in its place, after one that no longer answers. */
    void replace() throws InterruptedException {
        process.kill();
        process = HubProcess.launch(settings, log);
        awaitReady();
    }

    int consolePort() {
        return console;
    }

    InetSocketAddress door() {
        return new InetSocketAddress("127.0.0.1", door);
    }

    Map<Target, InetSocketAddress> targets() {
        return Map.of(Target.DOOR, door(), Target.CONSOLE, new InetSocketAddress("127.0.0.1", console));
    }

    Honest provider(String keys, int perSecond) {
        SSLSocketFactory tls = certificate == null ? null : certificate.trusting();
        return Honest.start(door(), HubProcess.SECRET, tls, keys, perSecond);
    }

    boolean lives() {
        return process.process().isAlive();
    }

    Vitals vitals() throws IOException {
        return Vitals.of(process.process().pid());
    }

    /** Null if it does not answer. */
    @Nullable
    Metrics metrics() throws InterruptedException {
        try {
            return Metrics.parse(process.get("/actuator/prometheus").body());
        } catch (IOException silent) {
            return null;
        }
    }

    /** Events under keys that begin so. A key is unique in the table, so an event counts once. */
    long stored(String keys) throws SQLException {
        try (var connection = database.getConnection();
                var count = connection.prepareStatement(STORED)) {
            count.setString(1, keys);
            try (var rows = count.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    long logLines() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.count();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
