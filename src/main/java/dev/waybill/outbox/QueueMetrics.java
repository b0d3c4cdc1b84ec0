package dev.waybill.outbox;

import dev.waybill.node.Tick;
import dev.waybill.outbox.Ledger.QueueState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Depth and age of every destination's queue, read every few seconds by the tick; a scrape reads only what is here. */
final class QueueMetrics implements Tick {

    private static final int EVERY = 10;

    private final Ledger ledger;
    private final Clock clock;
    private final MultiGauge depth;
    private final MultiGauge oldest;
    private int ticks;

    QueueMetrics(Ledger ledger, MeterRegistry metrics, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        this.depth = MultiGauge.builder("waybill.queue.depth")
                .description("Open deliveries by destination and state")
                .register(metrics);
        this.oldest = MultiGauge.builder("waybill.queue.oldest")
                .description("Seconds since the oldest event with an open delivery was accepted")
                .baseUnit("seconds")
                .register(metrics);
    }

    @Override
    public void tick() {
        if (ticks++ % EVERY == 0) {
            sample();
        }
    }

    void sample() {
        List<QueueState> queues = ledger.queues();
        depth.register(queues.stream().flatMap(QueueMetrics::depths).toList(), true);
        oldest.register(
                queues.stream()
                        .map(queue -> Row.of(Tags.of("destination", queue.destination()), age(queue)))
                        .toList(),
                true);
    }

    private static Stream<Row<?>> depths(QueueState queue) {
        Tags destination = Tags.of("destination", queue.destination());
        return Stream.of(
                Row.of(destination.and("state", "pending"), queue.pending()),
                Row.of(destination.and("state", "dead"), queue.dead()));
    }

    private double age(QueueState queue) {
        return queue.oldest() == null
                ? 0
                : Duration.between(queue.oldest(), clock.instant()).toMillis() / 1000.0;
    }
}
