package dev.waybill.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.sockets.TurnedAwayCounts.Limit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Isolated("reads the log of the whole JVM")
@ExtendWith(OutputCaptureExtension.class)
class TurnedAwayCountsTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // a monotonic clock may overflow
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TurnedAwayCounts turnedAway = new TurnedAwayCounts(meters, nanos::get);

    @Test
    void all_are_counted_and_one_a_minute_is_logged(CapturedOutput output) {
        for (int i = 0; i < 1000; i++) {
            turnedAway.at(Limit.REQUESTS);
        }
        assertThat(lines(output)).isEqualTo(1);
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        turnedAway.at(Limit.REQUESTS);

        assertThat(lines(output)).isEqualTo(2);
        assertThat(output.getOut()).contains("1001 so far");
        assertThat(meters.counter("waybill.listener.refused", "reason", "requests")
                        .count())
                .isEqualTo(1001);
    }

    private static int lines(CapturedOutput output) {
        return output.getOut().split("max-in-flight is reached", -1).length - 1;
    }
}
