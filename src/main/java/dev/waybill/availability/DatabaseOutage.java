package dev.waybill.availability;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tracks whether the database is away. The first arrival that loses its connection begins an outage; so does the first
 * failed probe of a silent database. During an outage arrivals are refused without touching the pool. A successful
 * probe ends it: the database has to commit again. A database that could not store also has to store again.
 *
 * <p>A slow database is not away: a slow commit only raises a doubt, and the probe decides.
 */
public final class DatabaseOutage implements SmartLifecycle {

    /** The same phase as the inbox's writers. */
    private static final int PHASE = 0;

    private enum State {
        /** The database is there, as far as is known. */
        NONE,
        /** An arrival waits for long; the probe decides. */
        DOUBT,
        /** The database is away, and probed until it is back. */
        LASTS
    }

    private static final Logger log = LoggerFactory.getLogger(DatabaseOutage.class);

    /**
     * The pause between two probes of an outage, in milliseconds; jittered, so that the nodes don't probe all at once.
     */
    private static final int LEAST_PAUSE = 150;

    private static final int MOST_PAUSE = 350;

    /** The pause if the database can't store, in milliseconds: each probe tries to write. */
    private static final int PAUSE_WHEN_FULL = 1000;

    /** The pause after a cleared doubt: under overload every commit is slow, and probes would add to the load. */
    private static final long CALM_NANOS = Duration.ofSeconds(1).toNanos();

    private final Probe probe;
    private volatile State state = State.NONE;
    private volatile boolean full;
    private Runnable atBegin = () -> {};
    private int signs;
    private long began;
    private long calmUntil = System.nanoTime();
    private @Nullable Thread thread;

    /** Asks the database; returns within a few seconds in any case. */
    interface Probe {

        /** True if the database commits. */
        boolean answers();

        /** True if the database commits, and has room for a webhook. */
        boolean stores();
    }

    public DatabaseOutage(Probe probe, MeterRegistry meters) {
        this.probe = probe;
        Gauge.builder("waybill.inbox.outage", this, outage -> outage.lasts() ? 1 : 0)
                .description("1 while webhooks are refused because the database is away or can't store")
                .register(meters);
    }

    /** @param refuse the callback at the beginning of an outage; answers all waiting senders and has to be quick */
    public synchronized void atBegin(Runnable refuse) {
        atBegin = refuse;
    }

    /** Costs nothing: every request asks. */
    public boolean lasts() {
        return state == State.LASTS;
    }

    /** Returns the reason for an operator, during an outage. */
    String reason() {
        return full ? "The database can't store data" : "The database is unavailable";
    }

    /** Begins an outage: the connection broke, or could not be had. */
    public void begin(String reason) {
        begin(reason, false);
    }

    /** Begins an outage: the database is there and could not store. Its disk is full, or it fails otherwise. */
    public void beginFull(String reason) {
        begin(reason, true);
    }

    private void begin(String reason, boolean cannotStore) {
        Runnable refuse;
        synchronized (this) {
            signs++;
            full |= cannotStore;
            if (lasts()) {
                return;
            }
            state = State.LASTS;
            began = System.nanoTime();
            refuse = atBegin;
            notifyAll();
        }
        log.warn(
                cannotStore
                        ? "The database can't store data; webhooks are answered 503 at once until it can again: {}"
                        : "The database is unavailable; webhooks are answered 503 at once until it commits again: {}",
                reason);
        refuse.run();
    }

    /** Asks for a probe: a commit takes long. */
    public synchronized void doubt() {
        if (state == State.NONE && System.nanoTime() - calmUntil >= 0) {
            state = State.DOUBT;
            notifyAll();
        }
    }

    @Override
    public synchronized void start() {
        thread = Thread.ofPlatform().name("intake-probe").daemon().start(this::run);
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                int signsBefore = awaitSign();
                if (answers()) {
                    end(signsBefore);
                } else {
                    beginSafely();
                    Thread.sleep(
                            full ? PAUSE_WHEN_FULL : ThreadLocalRandom.current().nextInt(LEAST_PAUSE, MOST_PAUSE));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Catches everything, like the next method: a dead thread would leave webhooks refused for good. */
    private boolean answers() {
        try {
            return full ? probe.stores() : probe.answers();
        } catch (RuntimeException | Error e) {
            log.error("The probe of the database failed; it will be repeated", e);
            return false;
        }
    }

    private void beginSafely() {
        try {
            begin("it does not answer");
        } catch (RuntimeException | Error e) {
            log.error(
                    "Some waiting webhooks were not answered after the outage began; each is answered at its time"
                            + " limit",
                    e);
        }
    }

    private synchronized int awaitSign() throws InterruptedException {
        while (state == State.NONE) {
            wait();
        }
        return signs;
    }

    /**
     * @param signsBefore the number of signs of an outage when the probe began; the probe says nothing about later ones
     */
    private synchronized void end(int signsBefore) {
        if (signs != signsBefore) {
            return;
        }
        if (lasts()) {
            long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
            log.info("The database is back after {} ms; webhooks are accepted again", millis);
        }
        calmUntil = System.nanoTime() + CALM_NANOS;
        state = State.NONE;
        full = false;
    }
}
