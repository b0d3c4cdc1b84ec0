package dev.waybill.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The clockwork goes on whatever one of its steps does. */
class HeartbeatTest {

    private static final Duration BEAT = Duration.ofMillis(50);

    private final DataSource database = TestPostgres.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final Node node = new Node(jdbc, "test", Duration.ofSeconds(9), System::nanoTime);

    @Test
    void a_tick_that_ends_in_an_error_ticks_again() throws Exception {
        var ticks = new CountDownLatch(2);
        var pulse = new Heartbeat(node, BEAT, List.of(() -> {
            ticks.countDown();
            throw new StackOverflowError();
        }));
        pulse.start();
        try {
            assertThat(ticks.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            pulse.stop();
        }
    }

    @Test
    void stopping_signs_off() {
        var pulse = new Heartbeat(node, BEAT, List.of());
        pulse.start();
        assertThat(nodes()).isEqualTo(1);
        pulse.stop();
        assertThat(nodes()).isZero();
    }

    private long nodes() {
        return jdbc.sql("SELECT count(*) FROM node").query(Long.class).single();
    }
}
