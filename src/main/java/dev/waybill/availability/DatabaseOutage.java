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
 * Whether the database is away. The first arrival that loses its connection, or the first probe of a silent database that
 * fails, begins an outage; from then on arrivals are refused without touching the pool. A probe ends it: the database has
 * to commit again, and where it was there but could not store, to store again.
 *
 * <p>A slow database is not away: a commit that takes long only raises a doubt, and the probe decides.
 */
public final class DatabaseOutage implements SmartLifecycle {

    /** That of the inbox's writers. */
    private static final int PHASE = 0;

    private enum State {
        /** As far as anybody knows it is there. */
        NONE,
        /** Somebody waits for long; the probe is asked. */
        DOUBT,
        /** It is away, and probed until it is back. */
        LASTS
    }

    private static final Logger log = LoggerFactory.getLogger(DatabaseOutage.class);

    /** Between two probes of an outage, in milliseconds; jittered, so that the nodes don't come all at once. */
    private static final int LEAST_PAUSE = 150;

    private static final int MOST_PAUSE = 350;

    /** Where it can't store: each probe tries to take room. */
    private static final int PAUSE_WHEN_FULL = 1000;

    /** After a doubt that was dispelled: under overload every commit takes long, and probes would add to it. */
    private static final long CALM_NANOS = Duration.ofSeconds(1).toNanos();

    private final Probe probe;
    private volatile State state = State.NONE;
    private volatile boolean full;
    private Runnable atBegin = () -> {};
    private int signs;
    private long began;
    private long calmUntil = System.nanoTime();
    private @Nullable Thread thread;

    /** Asks the database; comes back within a few seconds, whatever that does. */
    interface Probe {

        /** Whether it commits. */
        boolean answers();

        /** Whether it commits, and has room for a webhook. */
        boolean stores();
    }

    public DatabaseOutage(Probe probe, MeterRegistry meters) {
        this.probe = probe;
        Gauge.builder("waybill.inbox.outage", this, outage -> outage.lasts() ? 1 : 0)
                .description("1 while webhooks are refused because the database is away or can't store")
                .register(meters);
    }

    /** @param refuse called when an outage begins: answers all who wait; has to be quick */
    public synchronized void atBegin(Runnable refuse) {
        atBegin = refuse;
    }

    /** Costs nothing: asked for every request. */
    public boolean lasts() {
        return state == State.LASTS;
    }

    /** For an operator, while it lasts. */
    String reason() {
        return full ? "The database can't store what it is given" : "The database is away";
    }

    /** The connection broke, or could not be had. */
    public void begin(String reason) {
        begin(reason, false);
    }

    /** The database is there and could not store: its disk is full, or it fails otherwise. */
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
                        ? "The database can't store; webhooks are answered 503 at once until it can again: {}"
                        : "The database is away; webhooks are answered 503 at once until it commits again: {}",
                reason);
        refuse.run();
    }

    /** A commit takes long. */
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

    /** The thread must not die, here or in the next: it would leave the door shut for good. */
    private boolean answers() {
        try {
            return full ? probe.stores() : probe.answers();
        } catch (RuntimeException | Error e) {
            log.error("The probe of the database failed; it is repeated", e);
            return false;
        }
    }

    private void beginSafely() {
        try {
            begin("it does not answer");
        } catch (RuntimeException | Error e) {
            log.error("Not all who wait were told of the outage; they are told when their time is up", e);
        }
    }

    private synchronized int awaitSign() throws InterruptedException {
        while (state == State.NONE) {
            wait();
        }
        return signs;
    }

    /** @param signsBefore of an outage when the probe began: an answer says nothing about what came after it */
    private synchronized void end(int signsBefore) {
        if (signs != signsBefore) {
            return;
        }
        if (lasts()) {
            long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
            log.info("The database is back after {} ms; webhooks are taken again", millis);
        }
        calmUntil = System.nanoTime() + CALM_NANOS;
        state = State.NONE;
        full = false;
    }
}
