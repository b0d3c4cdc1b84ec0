package dev.waybill.outbox;

import dev.waybill.inbox.Unfinished;
import dev.waybill.inbox.UnfinishedDeliveries;
import dev.waybill.node.Sparingly;
import dev.waybill.node.Tick;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Depth and age of every destination's queue, counted every few seconds by the tick; a scrape, and the inbox's backlog
 * limit, read only what is here.
 */
final class QueueMetrics implements Tick, UnfinishedDeliveries {

    private static final Duration REST = Duration.ofSeconds(5);

    private final Census census;
    private final Predicate<String> running;
    private final MultiGauge depth;
    private final MultiGauge oldest;
    private final Tick sparingly = new Sparingly(REST, this::sample);
    private volatile Unfinished latest = Unfinished.NOTHING;

    /** @param running whether a destination's route runs on this node: what waits for one that doesn't has no age */
    QueueMetrics(Census census, Predicate<String> running, MeterRegistry metrics) {
        this.census = census;
        this.running = running;
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
        sparingly.tick();
    }

    @Override
    public Unfinished latest() {
        return latest;
    }

    void sample() {
        List<Census.Line> lines = census.count();
        depth.register(lines.stream().flatMap(QueueMetrics::depths).toList(), true);
        oldest.register(
                lines.stream()
                        .map(line -> Row.of(
                                Tags.of("destination", line.destination()),
                                line.oldest().toMillis() / 1000.0))
                        .toList(),
                true);
        latest = lines.stream().map(this::unfinished).reduce(Unfinished.NOTHING, Unfinished::and);
    }

    /** Without the DEAD: they are finished as far as the hub is concerned, and would close the door for good. */
    private Unfinished unfinished(Census.Line line) {
        return new Unfinished(line.pending(), running.test(line.destination()) ? line.moving() : Duration.ZERO);
    }

    private static Stream<Row<?>> depths(Census.Line line) {
        Tags destination = Tags.of("destination", line.destination());
        return Stream.of(
                Row.of(destination.and("state", "pending"), line.pending()),
                Row.of(destination.and("state", "dead"), line.dead()));
    }
}
