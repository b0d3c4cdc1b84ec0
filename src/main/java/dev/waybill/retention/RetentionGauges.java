package dev.waybill.retention;

import dev.waybill.cluster.Tick;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The age of the oldest body, and the time since retention last worked on any node; read every ten seconds by the tick.
 */
final class RetentionGauges implements Tick {

    private static final int EVERY = 10;

    static final String SAMPLE = """
        SELECT coalesce((SELECT extract(epoch FROM now() - e.received_at)
                           FROM (SELECT event_id FROM inbox_body ORDER BY event_id LIMIT 1) b
                          CROSS JOIN LATERAL (SELECT received_at FROM inbox_event WHERE id = b.event_id LIMIT 1) e), 0)
                 AS oldest_body,
               coalesce((SELECT extract(epoch FROM now() - min(coalesce(ran_at, due_at))) FROM retention_sweep), 0)
                 AS last_run\
        """;

    private record Sample(double oldestBody, double lastRun) {}

    private final PinnedPlans pinned;
    private final JdbcClient jdbc;
    private volatile Sample sample = new Sample(0, 0);
    private long ticks;

    RetentionGauges(PinnedPlans pinned, JdbcClient jdbc, MeterRegistry registry) {
        this.pinned = pinned;
        this.jdbc = jdbc;
        gauge(registry, "oldest.body", "Age of the oldest body that is kept, finished or not", Sample::oldestBody);
        gauge(registry, "last.run", "Time since every stage of retention last worked, on any node", Sample::lastRun);
    }

    @Override
    public void tick() {
        if (ticks++ % EVERY == 0) {
            sample = pinned.run(() -> jdbc.sql(SAMPLE).query(Sample.class).single());
        }
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Sample> value) {
        TimeGauge.builder(
                        "waybill.retention." + name,
                        this,
                        TimeUnit.SECONDS,
                        gauges -> value.applyAsDouble(gauges.sample))
                .description(description)
                .register(registry);
    }
}
