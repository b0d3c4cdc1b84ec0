package dev.waybill.webhook;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The open connections, each with the moment by which it must have moved on. An idle timeout alone does not stop a
 * sender that trickles: each byte starts it anew.
 */
final class Connections {

    private final Map<HttpConnection, Long> deadlines = new ConcurrentHashMap<>();
    private final int max;
    private final LongSupplier nanoTime;

    /** @param nanoTime a monotonic clock in nanoseconds */
    Connections(int max, LongSupplier nanoTime) {
        this.max = max;
        this.nanoTime = nanoTime;
    }

    /** Takes a new connection on, or closes it when there are too many. */
    void opened(HttpConnection connection, Duration patience) {
        if (deadlines.size() >= max) {
            connection.close();
            return;
        }
        deadlines.put(connection, deadline(patience));
        connection.closeHandler(closed -> deadlines.remove(connection));
    }

    /** Gives a connection this long for what comes next. */
    void within(HttpConnection connection, Duration patience) {
        deadlines.replace(connection, deadline(patience));
    }

    /** Closes the connections whose time is up. */
    void sweep() {
        long now = nanoTime.getAsLong();
        deadlines.forEach((connection, deadline) -> {
            if (deadline - now < 0) {
                connection.close();
            }
        });
    }

    int open() {
        return deadlines.size();
    }

    private long deadline(Duration patience) {
        return nanoTime.getAsLong() + patience.toNanos();
    }
}
