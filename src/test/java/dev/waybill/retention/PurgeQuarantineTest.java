package dev.waybill.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PurgeQuarantineTest {

    private final TestHub hub = TestHub.fresh(2);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PurgeQuarantine purge = new PurgeQuarantine(
            hub.pinned(),
            hub.generalJdbc(),
            new QuarantineAges(Duration.ofDays(400), Duration.ofDays(30)),
            3,
            registry);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void what_is_old_goes_by_the_age_of_its_ring() {
        keep("VERIFIED", false, "signed, older", 500, 1);
        keep("VERIFIED", false, "signed, old", 60, 1);
        keep("UNVERIFIED", false, "junk, old", 60, 1);
        keep("UNVERIFIED", true, "plausible, old", 60, 1);
        keep("UNVERIFIED", true, "plausible, young", 20, 1);

        purge.tick();

        assertThat(kept()).containsExactly("signed, old", "plausible, young");
        assertThat(registry.counter("waybill.retention.quarantine").count()).isEqualTo(3);
    }

    @Test
    void a_backlog_goes_batch_by_batch_by_rows_and_bytes() {
        for (int i = 0; i < 5; i++) {
            keep("UNVERIFIED", false, "junk " + i, 60, 1);
        }
        purge.tick();
        assertThat(kept()).containsExactly("junk 3", "junk 4");
        purge.tick();
        assertThat(kept()).isEmpty();

        keep("UNVERIFIED", false, "heavy", 60, 70 << 20);
        keep("UNVERIFIED", false, "behind it", 60, 1);
        purge.tick();
        assertThat(kept()).containsExactly("behind it");
    }

    private void keep(String ring, boolean plausible, String reason, int days, int bytes) {
        hub.jdbc
                .sql("""
                    INSERT INTO quarantine (ring, plausible, source, reason, received_at, headers, body)
                    VALUES (:ring, :plausible, 'covver', :reason, now() - make_interval(days => :days), '', convert_to(repeat('x', :bytes), 'UTF8'))
                    """)
                .param("ring", ring)
                .param("plausible", plausible)
                .param("reason", reason)
                .param("days", days)
                .param("bytes", bytes)
                .update();
    }

    private List<String> kept() {
        return hub.jdbc
                .sql("SELECT reason FROM quarantine ORDER BY id")
                .query(String.class)
                .list();
    }
}
