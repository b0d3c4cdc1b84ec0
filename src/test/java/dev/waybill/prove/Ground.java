package dev.waybill.prove;

import dev.waybill.database.OwnServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Everything that a run stands on: PostgreSQL, hubs with a cable each to it, and receivers. */
final class Ground implements AutoCloseable {

    private final OwnServer database;
    private final Receivers receivers;
    private final List<Hub> hubs = new ArrayList<>();
    private final List<Cable> cables = new ArrayList<>();
    private final CountDownLatch healing = new CountDownLatch(1);

    private Ground(OwnServer database, Receivers receivers) {
        this.database = database;
        this.receivers = receivers;
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
            throws IOException, InterruptedException {
        OwnServer database = OwnServer.start(data.resolve("postgres"), options.oldest(), Ports.free());
        Ground ground = new Ground(database, new Receivers(data.resolve("receivers"), arrivals, clock));
        try {
            ground.launchHubs(options.hubs(), settings, out);
            return ground;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            ground.close();
            throw e;
        }
    }

    private void launchHubs(int count, Map<String, String> settings, Path out)
            throws IOException, InterruptedException {
        Map<String, String> common = new HashMap<>(settings);
        common.putAll(receivers.settings());
        common.put("SPRING_DATASOURCE_USERNAME", database.username());
        common.put("SPRING_DATASOURCE_PASSWORD", database.password());
        for (int i = 1; i <= count; i++) {
            Cable cable = Cable.to(database.port());
            cables.add(cable);
            common.put("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:" + cable.port() + "/postgres");
            hubs.add(Hub.launch("hub" + i, common, Files.createDirectories(out)));
        }
        for (Hub hub : hubs) {
            hub.awaitReady();
        }
    }

    OwnServer database() {
        return database;
    }

    Receivers receivers() {
        return receivers;
    }

    List<Hub> hubs() {
        return hubs;
    }

    /** Between this hub and PostgreSQL. */
    Cable cable(int hub) {
        return cables.get(hub);
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
    public void close() throws IOException {
        hubs.forEach(Hub::close);
        cables.forEach(Cable::close);
        receivers.close();
        database.close();
    }
}
