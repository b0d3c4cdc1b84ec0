package dev.waybill.outbox;

import dev.waybill.cluster.Loop;
import dev.waybill.cluster.Wakeup;
import dev.waybill.handover.Delivery.LaneLease;
import dev.waybill.handover.FinishedAttempt;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Settles the attempts of all destinations. Attempts that finish during a commit are settled in the next one. It
 * outlives the routes, so that their attempts are recorded. During a database outage finished attempts wait here, and
 * so do their lanes.
 */
final class Settlements implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Settlements.class);
    private static final int BATCH = 500;

    /** A finished attempt, and the callback for its settlement. */
    private record Ended(FinishedAttempt attempted, Consumer<Boolean> settled) {}

    private final SettleAttempts settle;
    private final AttemptLog log;
    private final LinkedBlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    /** Attempts taken from the queue and not committed yet; only the loop touches them. */
    private final Set<Ended> unsettled = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Wakeup wakeup = new Wakeup();
    private final Loop loop = new Loop("outbox settlements", wakeup, this::settleEnded);
    private volatile boolean running;

    Settlements(SettleAttempts settle, AttemptLog log) {
        this.settle = settle;
        this.log = log;
    }

    /** @param settled the callback after the commit; its argument is true if the lease still held */
    void add(FinishedAttempt attempted, Consumer<Boolean> settled) {
        ended.add(new Ended(attempted, settled));
        wakeup.wake();
    }

    /** Settles all finished attempts, a batch in each commit. */
    void settleEnded() {
        do {
            ended.drainTo(unsettled, BATCH - unsettled.size());
            if (!unsettled.isEmpty()) {
                settle(List.copyOf(unsettled));
            }
        } while (!ended.isEmpty());
    }

    private void settle(List<Ended> batch) {
        Set<LaneLease> held;
        try {
            held = settle.settle(batch.stream().map(Ended::attempted).toList());
        } catch (DataIntegrityViolationException e) {
            settleApart(batch, e);
            return;
        }
        batch.forEach(end -> settled(end, held));
    }

    /**
     * Halves a batch after the database refused a value. One attempt is to blame, and must not keep the others' lanes.
     */
    private void settleApart(List<Ended> batch, DataIntegrityViolationException refused) {
        if (batch.size() == 1) {
            settleBare(batch.getFirst(), refused);
            return;
        }
        int middle = batch.size() / 2;
        try {
            settle(batch.subList(0, middle));
        } finally {
            settle(batch.subList(middle, batch.size()));
        }
    }

    private void settleBare(Ended end, DataIntegrityViolationException refused) {
        LOG.error(
                "delivery={} the database refused the stored request or answer; the attempt is recorded without both",
                end.attempted().delivery().id(),
                refused);
        settled(end, settle.settle(List.of(end.attempted().bare("the request or answer could not be stored"))));
    }

    /** Runs after the commit: a failure here must lose neither this permit nor the others'. */
    private void settled(Ended end, Set<LaneLease> held) {
        unsettled.remove(end);
        boolean ours = held.contains(end.attempted().lease());
        try {
            log.record(end.attempted(), ours);
        } catch (RuntimeException e) {
            LOG.warn("An attempt was settled but could not be logged", e);
        } finally {
            end.settled().accept(ours);
        }
    }

    @Override
    public void start() {
        running = true;
        loop.start();
    }

    @Override
    public void stop() {
        running = false;
        try {
            loop.stop();
            settleEnded();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before the routes and stops after them. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 9_000;
    }
}
