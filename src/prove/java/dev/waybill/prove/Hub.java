package dev.waybill.prove;

import dev.waybill.kit.CovverSender;
import dev.waybill.kit.HubProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A hub's place: its ports, its line to the database and its log stay, its process comes and goes. */
final class Hub implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration UNTIL_READY = Duration.ofMinutes(5);

    private final String name;
    private final Map<String, String> settings;
    private final Path log;
    private final CovverSender sender;
    private final AtomicInteger failedStarts = new AtomicInteger();
    private volatile HubProcess process;
    private boolean closed;
    private volatile boolean killed;
    private volatile boolean takes;

    private Hub(String name, Map<String, String> settings, Path log, int door) {
        this.name = name;
        this.settings = settings;
        this.log = log;
        this.sender = new CovverSender(
                URI.create("http://127.0.0.1:" + door + "/webhooks/covver"), HubProcess.SECRET, PATIENCE);
        this.process = HubProcess.launch(settings, log);
    }

    /** Starts one and does not wait. */
    static Hub launch(String name, Map<String, String> settings, Path directory) {
        int door = Ports.free();
        Map<String, String> own = new HashMap<>(settings);
        own.put("WAYBILL_NODE_NAME", name);
        own.put("WAYBILL_LISTENER_PORT", String.valueOf(door));
        own.put("MANAGEMENT_PORT", String.valueOf(Ports.free()));
        return new Hub(name, own, directory.resolve(name + ".log"), door);
    }

    String name() {
        return name;
    }

    HubProcess process() {
        return process;
    }

    /** Gives its senders up after 4 s without an answer. */
    CovverSender sender() {
        return sender;
    }

    void kill() throws InterruptedException {
        killed = true;
        takes = false;
        process.kill();
    }

    /** Starts it again, if nobody else did, and does not wait. */
    synchronized void launch() {
        if (!closed && !process.process().isAlive()) {
            killed = false;
            process = HubProcess.launch(settings, log);
        }
    }

    /**
     * Waits until it takes webhooks. One that gave up starting is started again, as a supervisor would.
     *
     * @throws IllegalStateException if it is not ready in time
     */
    void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + UNTIL_READY.toNanos();
        while (!ready()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(name + " did not become ready: " + log);
            }
            Thread.sleep(100);
        }
        takes = true;
    }

    /** True from the time that it was seen ready until it is killed: a refusal then has another cause than its start. */
    boolean takes() {
        return takes;
    }

    /** Starts that ended instead of becoming ready. */
    int failedStarts() {
        return failedStarts.get();
    }

    private boolean ready() {
        if (!process.process().isAlive() && !killed) {
            failedStarts.incrementAndGet();
            launch();
        }
        return process.process().isAlive() && process.ready();
    }

    /** SIGSTOP: it is there, holds its connections and leases, and does nothing. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, String.valueOf(process.process().pid()))
                .start()
                .waitFor();
    }

    /** Ends it for good. */
    @Override
    public synchronized void close() {
        closed = true;
        process.close();
    }
}
