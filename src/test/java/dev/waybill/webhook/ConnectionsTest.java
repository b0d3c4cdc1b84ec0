package dev.waybill.webhook;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // a monotonic clock may overflow
    private final Connections connections = new Connections(2, nanos::get);
    private final HttpConnection connection = mock(HttpConnection.class);

    @Test
    void a_connection_is_closed_when_its_time_is_up_and_not_before() {
        connections.opened(connection, Duration.ofSeconds(10));

        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        connections.sweep();
        verify(connection, never()).close();

        nanos.addAndGet(1);
        connections.sweep();
        verify(connection).close();
    }

    @Test
    void what_comes_next_has_its_own_time() {
        connections.opened(connection, Duration.ofSeconds(10));
        connections.within(connection, Duration.ofSeconds(30));

        nanos.addAndGet(Duration.ofSeconds(20).toNanos());
        connections.sweep();

        verify(connection, never()).close();
    }

    @Test
    void one_too_many_is_closed_at_once_and_not_remembered() {
        connections.opened(mock(HttpConnection.class), Duration.ofSeconds(10));
        connections.opened(mock(HttpConnection.class), Duration.ofSeconds(10));
        connections.opened(connection, Duration.ofSeconds(10));

        verify(connection).close();
        verify(connection, never()).closeHandler(any());
    }
}
