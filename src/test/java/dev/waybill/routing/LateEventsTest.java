package dev.waybill.routing;

import static dev.waybill.inbox.TestIntake.arrival;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbox.TestIntake;
import dev.waybill.kit.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LateEventsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void an_event_that_no_route_takes_is_late_after_the_time_of_the_setting() {
        try (var intake = new TestIntake(TestPostgres.fresh())) {
            StuckCounts counts = new StuckCounts(intake.jdbc, Duration.ofMinutes(1));
            LateEvents late = new LateEvents(counts, meters);
            intake.send(arrival("fresh", "{}"));
            intake.send(arrival("old", "{}"));
            intake.send(arrival("old but failed", "{}"));
            wait(intake, "old", 61, "RECEIVED");
            wait(intake, "old but failed", 61, "FAILED");

            late.count();

            assertThat(meters.get("waybill.routing.late").gauge().value()).isEqualTo(1);
            assertThat(counts.count().late()).isEqualTo(1);
            assertThat(counts.count().failed()).isEqualTo(1);
        }
    }

    private static void wait(TestIntake intake, String key, int seconds, String state) {
        intake.jdbc
                .sql("""
                    UPDATE inbox_work SET state = :state, due_at = now() - make_interval(secs => :seconds),
                           error = CASE :state WHEN 'FAILED' THEN 'it failed' END
                     WHERE event_id = (SELECT id FROM inbox_event WHERE idempotency_key = :key)\
                    """)
                .param("state", state)
                .param("seconds", seconds)
                .param("key", key)
                .update();
    }
}
