package dev.waybill.outbox;

import dev.waybill.node.Loop;
import dev.waybill.node.Wakeup;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.springframework.context.SmartLifecycle;

/**
 * The way back of every attempt: whatever has ended while the last commit ran is settled in the next. It outlives the
 * routes, so that what they started is recorded; while the database is away the ended attempts wait here, and their
 * lanes with them.
 */
final class Settlements implements SmartLifecycle {

    private static final int BATCH = 500;

    /** An ended attempt, and who is told once it has been recorded. */
    private record Ended(Attempted attempted, Consumer<Boolean> settled) {}

    private final SettleAttempts settle;
    private final AttemptLog log;
    private final LinkedBlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    /** Taken from the queue and not committed yet; only the loop touches it. */
    private final Set<Ended> unsettled = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Wakeup wakeup = new Wakeup();
    private final Loop loop = new Loop("outbox settlements", wakeup, this::settleEnded);
    private volatile boolean running;

    Settlements(SettleAttempts settle, AttemptLog log) {
        this.settle = settle;
        this.log = log;
    }

    /** @param settled told whether the lease still held, after the commit */
    void add(Attempted attempted, Consumer<Boolean> settled) {
        ended.add(new Ended(attempted, settled));
        wakeup.wake();
    }

    /** One step: settles all that has ended, a batch in each commit. */
    void settleEnded() {
        do {
            ended.drainTo(unsettled, BATCH - unsettled.size());
            if (!unsettled.isEmpty()) {
                settle(List.copyOf(unsettled));
            }
        } while (!ended.isEmpty());
    }

    private void settle(List<Ended> batch) {
        Set<LaneLease> held = settle.settle(batch.stream().map(Ended::attempted).toList());
        batch.forEach(unsettled::remove);
        for (Ended end : batch) {
            boolean ours = held.contains(end.attempted().lease());
            log.record(end.attempted(), ours);
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

    /** Started before the routes and stopped after them. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 9_000;
    }
}
