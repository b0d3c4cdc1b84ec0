package dev.waybill.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.availability.BacklogSize;
import dev.waybill.destination.QueueDepths.Line;
import dev.waybill.kit.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class QueueDepthsTest {

    private static final long HOUR = 3600;

    private final JdbcClient jdbc = JdbcClient.create(TestPostgres.fresh());
    private final QueueDepths census = new QueueDepths(jdbc);

    @Test
    void it_counts_what_is_open_and_how_long_the_oldest_waits() {
        delivery("erp", "a", "PENDING", 2 * HOUR);
        delivery("erp", "b", "PENDING", HOUR);
        delivery("erp", "c", "DELIVERED", 9 * HOUR);
        delivery("email", "a", "SKIPPED", 9 * HOUR);

        assertThat(census.count()).singleElement().satisfies(line -> {
            assertThat(line.destination()).isEqualTo("erp");
            assertThat(line.pending()).isEqualTo(2);
            assertThat(line.dead()).isZero();
            assertThat(line.oldest().toHours()).isEqualTo(2);
            assertThat(line.moving().toHours()).isEqualTo(2);
        });
    }

    @Test
    void what_waits_for_an_operator_is_counted_and_has_no_age() {
        long dead = delivery("erp", "stuck", "DEAD", 9 * HOUR);
        block("erp", "stuck", dead);
        delivery("erp", "stuck", "PENDING", 8 * HOUR);
        delivery("erp", "free", "PENDING", HOUR);
        delivery("sftp", "a", "PENDING", 7 * HOUR);
        jdbc.sql("INSERT INTO outbox_pause (destination, who, reason) VALUES ('sftp', 'me', 'mended tomorrow')")
                .update();

        var lines = census.count().stream().collect(Collectors.toMap(Line::destination, Function.identity()));
        assertThat(lines.get("erp").pending()).isEqualTo(2);
        assertThat(lines.get("erp").dead()).isEqualTo(1);
        assertThat(lines.get("erp").oldest().toHours()).isEqualTo(9);
        assertThat(lines.get("erp").moving().toHours()).isEqualTo(1);
        assertThat(lines.get("sftp").moving()).isZero();
    }

    @Test
    void for_the_backlog_limit_the_dead_are_done_and_a_route_that_does_not_run_ages_nothing() {
        delivery("erp", "a", "DEAD", 9 * HOUR);
        delivery("erp", "b", "PENDING", HOUR);
        delivery("email", "a", "PENDING", 5 * HOUR);
        var metrics = new QueueGauges(census, List.of("erp")::contains, new SimpleMeterRegistry());
        assertThat(metrics.latest()).isEqualTo(BacklogSize.NOTHING);

        metrics.tick();

        assertThat(metrics.latest().count()).isEqualTo(2);
        assertThat(metrics.latest().oldest()).isBetween(Duration.ofHours(1), Duration.ofHours(2));
    }

    private long delivery(String destination, String lane, String state, long secondsOld) {
        long event = jdbc.sql("""
            INSERT INTO inbox_event (source, idempotency_key, type, digest, secret_id, received_at)
            VALUES ('covver', gen_random_uuid()::text, 'OrderPlaced', sha256(''), 's', now() - make_interval(secs => ?))
            RETURNING id
            """).param(secondsOld).query(Long.class).single();
        return jdbc.sql("""
            INSERT INTO outbox_delivery (destination, lane, event_id, state, finished_at)
            VALUES (?, ?, ?, ?, CASE WHEN ? THEN now() END) RETURNING id
            """)
                .params(
                        destination,
                        lane,
                        event,
                        state,
                        List.of("DELIVERED", "SKIPPED").contains(state))
                .query(Long.class)
                .single();
    }

    private void block(String destination, String lane, long dead) {
        jdbc.sql("INSERT INTO outbox_lane (destination, lane, blocked_by) VALUES (?, ?, ?)")
                .params(destination, lane, dead)
                .update();
    }
}
