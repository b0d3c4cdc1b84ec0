package dev.waybill.cluster;

import org.springframework.context.SmartLifecycle;

/** Starts a {@link Loop} with the hub and stops it with the hub. */
abstract class LoopLifecycle implements SmartLifecycle {

    private volatile boolean running;

    /** Returns the loop, always the same one. */
    protected abstract Loop loop();

    @Override
    public void start() {
        running = true;
        loop().start();
    }

    @Override
    public void stop() {
        running = false;
        try {
            loop().stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
