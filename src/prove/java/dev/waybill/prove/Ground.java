package dev.waybill.prove;

import dev.waybill.database.OwnServer;
import dev.waybill.database.StandbyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Everything that a run stands on: PostgreSQL, hubs with a cable each to it, and receivers. */
final class Ground implements AutoCloseable {

    /** The oldest PostgreSQL that is supported, as Debian 12 installs it; without it the bundled one stands by for itself. */
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql/15");

    private final Database database;
    private final Receivers receivers;
    private final @Nullable Brokers brokers;
    private final List<Hub> hubs = new ArrayList<>();
    private final List<List<Cable>> lines = new ArrayList<>();
    private final Publisher publisher;
    private final CountDownLatch healing = new CountDownLatch(1);

    private Ground(Database database, Receivers receivers, @Nullable Brokers brokers) {
        this.database = database;
        this.receivers = receivers;
        this.brokers = brokers;
        this.publisher = new Publisher(hubs, database);
    }

    /**
     * Starts all and waits until the hubs are ready.
     *
     * @param settings of every hub
     * @param data for what needs no keeping
     * @param out for logs
     */
    static Ground prepare(
            Options options, Map<String, String> settings, Path data, Path out, Journal arrivals, LongSupplier clock)
            throws IOException, InterruptedException, SQLException {
        Database database = open(options, data.resolve("postgres"));
        Brokers brokers = options.kafka() ? Brokers.start(out.resolve("brokers")) : null;
        Ground ground = new Ground(database, new Receivers(data.resolve("receivers"), arrivals, clock), brokers);
        // whoever ends the harness ends its hubs too
        Runtime.getRuntime().addShutdownHook(new Thread(ground::close));
        try {
            ground.launchHubs(options.hubs(), settings, out);
            return ground;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            ground.close();
            throw e;
        }
    }

    private static Database open(Options options, Path home) throws IOException, SQLException {
        if (!options.standby()) {
            return new SingleServer(OwnServer.start(home, options.oldest(), Ports.free()));
        }
        Files.createDirectories(home);
        return new StandbyServers(Files.exists(DEBIAN) ? StandbyPair.start(home, DEBIAN) : StandbyPair.start(home));
    }

    private void launchHubs(int count, Map<String, String> settings, Path out)
            throws IOException, InterruptedException {
        Map<String, String> common = new HashMap<>(settings);
        common.putAll(receivers.settings());
        if (brokers != null) {
            common.putAll(brokers.settings());
        }
        common.put("SPRING_DATASOURCE_USERNAME", database.username());
        common.put("SPRING_DATASOURCE_PASSWORD", database.password());
        common.put("WAYBILL_PUBLISH_ENABLED", "true");
        common.put(Edit.VARIABLE, "/proved");
        for (int i = 1; i <= count; i++) {
            List<Cable> cables = database.ports().stream().map(Cable::to).toList();
            lines.add(cables);
            common.put(
                    "SPRING_DATASOURCE_URL",
                    database.url(cables.stream().map(Cable::port).toList()));
            if (i == count && count > 1) {
                common.remove(Edit.VARIABLE); // what one hub can't make
            }
            hubs.add(Hub.launch("hub" + i, common, Files.createDirectories(out)));
        }
        for (Hub hub : hubs) {
            hub.awaitReady();
        }
    }

    Database database() {
        return database;
    }

    Receivers receivers() {
        return receivers;
    }

    /** The brokers before the inbox. @throws NullPointerException if the run has none */
    Brokers brokers() {
        return Objects.requireNonNull(brokers);
    }

    List<Hub> hubs() {
        return hubs;
    }

    Publisher publisher() {
        return publisher;
    }

    /** Between this hub and PostgreSQL, one to each server. */
    List<Cable> lines(int hub) {
        return lines.get(hub);
    }

    /** A fault lasts so long, or until everything is to heal. @return whether it is */
    boolean hold(Duration length) throws InterruptedException {
        return healing.await(length.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** From now on faults end, and none begins. */
    void heal() {
        healing.countDown();
    }

    @Override
    public synchronized void close() {
        hubs.forEach(Hub::close);
        lines.forEach(cables -> cables.forEach(Cable::close));
        receivers.close();
        if (brokers != null) {
            brokers.close();
        }
        database.close();
    }
}
