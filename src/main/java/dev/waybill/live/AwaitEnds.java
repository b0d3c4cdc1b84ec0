package dev.waybill.live;

import org.springframework.context.SmartLifecycle;

/** Waits, after Camel's own context has ended, for the ends of the others: their last attempts are settled later. */
final class AwaitEnds implements SmartLifecycle {

    /** The phase in which Camel's Spring context stops. */
    static final int PHASE_OF_CAMEL = Integer.MAX_VALUE - 2049;

    private final RunRevision running;
    private volatile boolean started;

    AwaitEnds(RunRevision running) {
        this.running = running;
    }

    @Override
    public void start() {
        started = true;
    }

    @Override
    public void stop() {
        started = false;
        running.awaitEnds();
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    @Override
    public int getPhase() {
        return PHASE_OF_CAMEL - 1;
    }
}
