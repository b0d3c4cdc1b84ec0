package dev.waybill.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The hub's one clockwork: heartbeats on a thread of their own, so that nothing slow delays them, and once a second
 * the ticks. A step that fails, even with an Error, is tried again: an executor would drop it without a word.
 */
final class Pulse implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Node node;
    private final Duration heartbeat;
    private final List<Tick> ticks;
    private volatile @Nullable ScheduledExecutorService clockwork;
    private volatile boolean beating = true;

    Pulse(Node node, Duration heartbeat, List<Tick> ticks) {
        this.node = node;
        this.heartbeat = heartbeat;
        this.ticks = ticks;
    }

    @Override
    public void start() {
        node.beat();
        var started = Executors.newScheduledThreadPool(
                2, Thread.ofPlatform().name("pulse-", 0).daemon().factory());
        started.scheduleWithFixedDelay(this::beat, heartbeat.toMillis(), heartbeat.toMillis(), TimeUnit.MILLISECONDS);
        started.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        clockwork = started;
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
            LOG.info("Could not sign off from the database; this node's leases run out by themselves", e);
        }
    }

    @Override
    public boolean isRunning() {
        return clockwork != null;
    }

    /** Started before Camel's routes and stopped after them: leases need a live node. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 10_000;
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
                LOG.warn(
                        "No heartbeat reached the database; nothing new is handed over until one does: {}",
                        e.toString());
            }
            beating = false;
        }
    }

    private void tick() {
        if (!beating) {
            return;
        }
        step(node::bury);
        ticks.forEach(Pulse::step);
    }

    private static void step(Tick step) {
        try {
            step.tick();
        } catch (RuntimeException | Error e) {
            LOG.warn("A step of the tick failed; it is tried again in a second", e);
        }
    }
}
