package dev.waybill.destination;

import dev.waybill.availability.BacklogLimit.DeliveryBacklog;
import dev.waybill.availability.BacklogSize;
import dev.waybill.cluster.SelfThrottled;
import dev.waybill.cluster.Tick;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Depth and age of every destination's queue, counted every few seconds by the tick. A scrape and the inbox's backlog
 * limit read only the last count.
 */
final class QueueGauges implements Tick, DeliveryBacklog {

    private static final Duration REST = Duration.ofSeconds(5);

    private final QueueDepths census;
    private final Predicate<String> running;
    private final MultiGauge depth;
    private final MultiGauge oldest;
    private final Tick sparingly = new SelfThrottled(REST, this::sample);
    private volatile BacklogSize latest = BacklogSize.NOTHING;

    /**
     * @param running the test for a destination whose route runs on this node; without it, waiting deliveries have no
     *     age
     */
    QueueGauges(QueueDepths census, Predicate<String> running, MeterRegistry metrics) {
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
    public BacklogSize latest() {
        return latest;
    }

    void sample() {
        List<QueueDepths.Line> lines = census.count();
        depth.register(lines.stream().flatMap(QueueGauges::depths).toList(), true);
        oldest.register(
                lines.stream()
                        .map(line -> Row.of(
                                Tags.of("destination", line.destination()),
                                line.oldest().toMillis() / 1000.0))
                        .toList(),
                true);
        latest = lines.stream().map(this::unfinished).reduce(BacklogSize.NOTHING, BacklogSize::and);
    }

    /** Leaves out DEAD deliveries: the hub is finished with them, and they would keep webhooks refused for good. */
    private BacklogSize unfinished(QueueDepths.Line line) {
        return new BacklogSize(line.pending(), running.test(line.destination()) ? line.moving() : Duration.ZERO);
    }

    private static Stream<Row<?>> depths(QueueDepths.Line line) {
        Tags destination = Tags.of("destination", line.destination());
        return Stream.of(
                Row.of(destination.and("state", "pending"), line.pending()),
                Row.of(destination.and("state", "dead"), line.dead()));
    }
}
