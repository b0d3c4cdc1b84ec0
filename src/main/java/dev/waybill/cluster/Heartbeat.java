package dev.waybill.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The hub's only scheduler: it runs the heartbeats, and the ticks once a second. Each has its own thread, so that
 * nothing slow delays another. A failed step is tried again, even after an Error: a plain executor would silently drop
 * it.
 */
final class Heartbeat implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Node node;
    private final Duration heartbeat;
    private final List<Tick> ticks;
    private volatile @Nullable ScheduledExecutorService clockwork;
    private volatile boolean beating = true;

    /** Ticks whose last try failed: an outage is logged when it begins. */
    private final Set<Tick> failing = ConcurrentHashMap.newKeySet();

    Heartbeat(Node node, Duration heartbeat, List<Tick> ticks) {
        this.node = node;
        this.heartbeat = heartbeat;
        this.ticks = ticks;
    }

    @Override
    public void start() {
        node.beat();
        var started = Executors.newScheduledThreadPool(
                1 + ticks.size(), Thread.ofPlatform().name("pulse-", 0).daemon().factory());
        clockwork = started;
        started.schedule(this::beatAndGoOn, heartbeat.toMillis(), TimeUnit.MILLISECONDS);
        for (Tick tick : ticks) {
            started.scheduleWithFixedDelay(() -> tick(tick), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void stop() {
        var stopping = clockwork;
        clockwork = null;
        if (stopping == null) {
            return;
        }
        stopping.shutdownNow();
        try {
            node.leave();
        } catch (RuntimeException e) {
            LOG.info("Sign-off from the database failed; this node's leases will expire", e);
        }
    }

    @Override
    public boolean isRunning() {
        return clockwork != null;
    }

    /** Starts before Camel's routes and stops after them: leases need a live node. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 10_000;
    }

    /** Tries a failed heartbeat again within a second: the lease soon runs out. */
    private void beatAndGoOn() {
        beat();
        var running = clockwork;
        if (running != null) {
            Duration pause = beating || heartbeat.compareTo(TICK) < 0 ? heartbeat : TICK;
            running.schedule(this::beatAndGoOn, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void beat() {
        try {
            node.beat();
            if (!beating) {
                LOG.info("Heartbeats reach the database again");
            }
            beating = true;
        } catch (RuntimeException | Error e) {
            if (beating) {
                LOG.warn("No heartbeat reached the database; new hand-overs stop until one does: {}", e.toString());
            }
            beating = false;
        }
    }

    private void tick(Tick tick) {
        if (!beating) {
            return;
        }
        try {
            tick.tick();
            failing.remove(tick);
        } catch (RuntimeException | Error e) {
            if (failing.add(tick)) {
                FailureLog.warn(LOG, "A step of the tick failed; it is retried every second until it succeeds", e);
            }
        }
    }
}
