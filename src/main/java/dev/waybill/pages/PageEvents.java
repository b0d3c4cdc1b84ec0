package dev.waybill.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/**
 * Notifies open pages every two seconds to refresh themselves, by server-sent events. The events hold no data, so that
 * each refresh checks again what the viewer may read. A viewer that reads slowly blocks only its own virtual thread,
 * and Tomcat cuts it off. A stream ends after some minutes, and the browser asks for the next. A browser whose session
 * has ended does not get one.
 */
final class PageEvents implements SmartLifecycle {

    private static final byte[] BEAT = "event: beat\ndata:\n\n".getBytes(UTF_8);
    private static final byte[] HELLO = "retry: 3000\n\n".getBytes(UTF_8);
    private static final int PERIOD_SECONDS = 2;
    private static final int BEATS = 150;

    private final Semaphore viewers;
    private volatile CountDownLatch stopped = new CountDownLatch(0);

    /** @param most the limit of streams at the same time */
    PageEvents(int most) {
        this.viewers = new Semaphore(most);
    }

    /**
     * True if one more page could listen. Some of several that ask at once may still be sent away by {@link #stream}.
     */
    boolean hasRoom() {
        return isRunning() && viewers.availablePermits() > 0;
    }

    /** Writes until the viewer is gone, the hub stops, or the time is up. Ends at once without a free place. */
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

    /** Ends all streams before the port waits for its requests to end, since these would not end. */
    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
