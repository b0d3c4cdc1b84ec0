package dev.waybill.routing;

import dev.waybill.cluster.SelfThrottled;
import dev.waybill.cluster.Tick;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/**
 * Counts the events that have waited too long for their route. The tick counts every few seconds; a scrape reads only
 * the last count.
 */
final class LateEvents implements Tick {

    private static final Duration REST = Duration.ofSeconds(5);

    private final StuckCounts counts;
    private final Tick sparingly = new SelfThrottled(REST, this::count);
    private volatile long late;

    LateEvents(StuckCounts counts, MeterRegistry meters) {
        this.counts = counts;
        Gauge.builder("waybill.routing.late", this, it -> it.late)
                .description("Events that have waited for their route for longer than waybill.routing.attention-after")
                .register(meters);
    }

    @Override
    public void tick() {
        sparingly.tick();
    }

    void count() {
        late = counts.late();
    }
}
