package dev.waybill.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The tick: a look now and then, many batches with rests while there is something to do, and what it tells. */
@Isolated("reads the log of the whole JVM")
@ExtendWith(OutputCaptureExtension.class)
class RetentionTest {

    private final TestHub hub = TestHub.fresh(2);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Duration> rests = new ArrayList<>();
    private final Retention retention = retention(rest -> {
        rests.add(rest);
        passTime();
    });

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void one_look_works_a_backlog_off_and_rests_after_each_batch() {
        for (int i = 0; i < 5; i++) {
            hub.age(hub.delivered("event " + i), 500);
        }
        retention.tick();

        assertThat(hub.exists("SELECT FROM inbox_body")).isFalse();
        assertThat(registry.counter("waybill.retention.bodies").count()).isEqualTo(5);
        assertThat(rests).hasSizeGreaterThanOrEqualTo(2).allMatch(rest -> rest.compareTo(Duration.ofMillis(1)) >= 0);

        passTime();
        hub.again(hub.wholeEvents);
        retention.tick();
        retention.tick();
        retention.tick();
        assertThat(hub.exists("SELECT FROM inbox_event")).isFalse();
        assertThat(registry.counter("waybill.retention.events").count()).isEqualTo(5);
    }

    @Test
    void what_went_out_goes_with_the_body_and_the_attempt_stays() {
        long old = hub.delivered("old");
        long young = hub.delivered("young");
        hub.jdbc
                .sql("UPDATE outbox_attempt SET sent_to = 'http://erp', sent = '{}', sent_text = 'Hi', sent_bytes = 2")
                .update();
        hub.age(old, 60);
        retention.tick();

        assertThat(hub.hasBody(old)).isFalse();
        assertThat(hub.hasBody(young)).isTrue();
        assertThat(sentOf(old)).hasSize(2).allMatch("---"::equals);
        assertThat(sentOf(young)).hasSize(2).allMatch("http://erp-{}-Hi-2"::equals);
    }

    /** Of each attempt at the event's deliveries. */
    private List<String> sentOf(long event) {
        return hub.jdbc.sql("""
            SELECT concat(a.sent_to, '-', convert_from(a.sent, 'UTF8'), '-', convert_from(a.sent_text, 'UTF8'), '-', a.sent_bytes)
              FROM outbox_attempt a JOIN outbox_delivery d ON d.id = a.delivery_id WHERE d.event_id = :event\
            """).param("event", event).query(String.class).list();
    }

    @Test
    void it_looks_once_in_so_many_ticks() {
        retention.tick();
        hub.age(hub.delivered("a"), 60);
        passTime();
        retention.tick();
        retention.tick();
        assertThat(hub.exists("SELECT FROM inbox_body")).as("ticks 2 and 3").isTrue();
        retention.tick();
        assertThat(hub.exists("SELECT FROM inbox_body")).as("tick 4").isFalse();
    }

    @Test
    void a_failure_is_told_once_counted_each_time_and_undone(CapturedOutput output) {
        long event = hub.delivered("a");
        hub.age(event, 60);
        hub.jdbc.sql("ALTER TABLE retention_sweep RENAME COLUMN purged TO lost").update();
        for (int tick = 0; tick < 4; tick++) {
            passTime();
            retention.tick();
        }
        assertThat(hub.hasBody(event)).as("undone").isTrue();
        assertThat(registry.counter("waybill.retention.failures").count()).isEqualTo(2);
        assertThat(output).containsOnlyOnce("Retention failed: old events stay, and it is retried every 3 s");

        hub.jdbc.sql("ALTER TABLE retention_sweep RENAME COLUMN lost TO purged").update();
        passTime();
        for (int tick = 0; tick < 3; tick++) {
            retention.tick();
        }
        assertThat(hub.hasBody(event)).isFalse();
        assertThat(output).contains("Retention works again");
    }

    @Test
    void a_stop_ends_it_between_two_batches() {
        for (int i = 0; i < 5; i++) {
            hub.age(hub.delivered("event " + i), 60);
        }
        retention(rest -> {
                    throw new InterruptedException("the hub stops");
                })
                .tick();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(registry.counter("waybill.retention.bodies").count()).isEqualTo(2);
    }

    @Test
    void the_gauges_tell_the_oldest_body_and_the_last_run() {
        var gauges = new RetentionGauges(hub.pinned(), hub.generalJdbc(), registry);
        gauges.tick();
        assertThat(gauge("waybill.retention.oldest.body")).isZero();

        hub.age(hub.delivered("a"), 3);
        hub.delivered("b");
        hub.jdbc
                .sql("UPDATE retention_sweep SET ran_at = now() - interval '90 seconds'")
                .update();
        for (int tick = 0; tick < 10; tick++) {
            gauges.tick();
        }
        assertThat(gauge("waybill.retention.oldest.body")).isBetween(259_200.0, 259_500.0);
        assertThat(gauge("waybill.retention.last.run")).isBetween(90.0, 390.0);
    }

    private Retention retention(Retention.Rest rest) {
        return new Retention(hub.bodies, hub.wholeEvents, new RetentionMeters(registry), rest, 3);
    }

    private double gauge(String name) {
        return registry.get(name).timeGauge().value(TimeUnit.SECONDS);
    }

    private void passTime() {
        hub.jdbc.sql("UPDATE retention_sweep SET due_at = '-infinity'").update();
    }
}
