package dev.waybill.siege;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Looks at the hub's vitals all the time, and keeps the most of each. */
final class Watch implements AutoCloseable {

    private static final long EVERY_MILLIS = 250;

    private final Stronghold hub;
    private final Thread thread;
    private volatile Vitals most;
    private volatile boolean over;

    private Watch(Stronghold hub) throws IOException {
        this.hub = hub;
        this.most = hub.vitals();
        this.thread = Thread.ofPlatform().name("watch").start(this::look);
    }

    static Watch over(Stronghold hub) throws IOException {
        return new Watch(hub);
    }

    Vitals most() {
        return most;
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join();
    }

    private void look() {
        while (!over) {
            try {
                most = most.or(hub.vitals());
            } catch (IOException gone) {
                return; // the process has ended, which the run sees by itself
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS));
        }
    }
}
