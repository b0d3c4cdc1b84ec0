package dev.waybill.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/**
 * Tells open pages every other second to refresh themselves: server-sent events without data, so that whoever may read
 * what has changed is asked again each time. A viewer that is slow to read blocks its own virtual thread, and Tomcat cuts it
 * off; a stream ends after some minutes and the browser asks for the next, which a session that has ended does not get.
 */
final class PageEvents implements SmartLifecycle {

    private static final byte[] BEAT = "event: beat\ndata:\n\n".getBytes(UTF_8);
    private static final byte[] HELLO = "retry: 3000\n\n".getBytes(UTF_8);
    private static final int PERIOD_SECONDS = 2;
    private static final int BEATS = 150;

    private final Semaphore viewers;
    private volatile CountDownLatch stopped = new CountDownLatch(0);

    /** @param most streams at the same time */
    PageEvents(int most) {
        this.viewers = new Semaphore(most);
    }

    /** Whether one more could look; of several that ask at once some may still be sent away by {@link #stream}. */
    boolean hasRoom() {
        return isRunning() && viewers.availablePermits() > 0;
    }

    /** Writes until the viewer has gone, the hub stops, or it has been long enough. Without a place it ends at once. */
    void stream(OutputStream out) throws IOException {
        if (!viewers.tryAcquire()) {
            return;
        }
        try {
            out.write(HELLO);
            for (int i = 0; i < BEATS; i++) {
                out.write(BEAT);
                out.flush();
                if (stopped.await(PERIOD_SECONDS, TimeUnit.SECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            viewers.release();
        }
    }

    @Override
    public void start() {
        stopped = new CountDownLatch(1);
    }

    /** Before the port waits for its requests to end: these would not. */
    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
