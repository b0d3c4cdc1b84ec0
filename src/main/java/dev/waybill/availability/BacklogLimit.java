package dev.waybill.availability;

import dev.waybill.cluster.SelfThrottled;
import dev.waybill.cluster.Tick;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses webhooks over the backlog limit, before the disk is full, and accepts them again at 90 % of it. It measures
 * every few seconds, so events that arrive in between exceed the limit. Every node measures for itself and sees the
 * same.
 */
public final class BacklogLimit implements Tick {

    private static final Logger log = LoggerFactory.getLogger(BacklogLimit.class);

    private static final Duration REST = Duration.ofSeconds(3);

    private final Supplier<BacklogSize> measure;
    private final BacklogLimitSettings settings;
    private final Tick sparingly = new SelfThrottled(REST, this::look);
    private volatile BacklogSize work = BacklogSize.NOTHING;
    private volatile boolean over;

    /** @param measure the measurement, called by the tick, never by a request or a scrape */
    public BacklogLimit(Supplier<BacklogSize> measure, BacklogLimitSettings settings, MeterRegistry meters) {
        this.measure = measure;
        this.settings = settings;
        Gauge.builder("waybill.backlog.depth", this, it -> it.work.count())
                .description("Unrouted events and pending deliveries together")
                .register(meters);
        Gauge.builder("waybill.backlog.oldest", this, it -> it.work.oldest().toMillis() / 1000.0)
                .description("Age in seconds of the oldest unfinished event that waits for no operator")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("waybill.backlog.full", this, it -> it.over ? 1 : 0)
                .description("1 while webhooks are refused because the backlog is over its limit")
                .register(meters);
    }

    boolean isOver() {
        return over;
    }

    /** Measures the backlog now and then. A failed measurement leaves the state unchanged. */
    @Override
    public void tick() {
        sparingly.tick();
    }

    void look() {
        BacklogSize now = measure.get();
        work = now;
        if (!over && settings.over(now)) {
            over = true;
            log.warn(
                    "The backlog is over its limit: {} unfinished, the oldest for {} s. Webhooks are answered 503 until"
                            + " it falls to 90 % of the limit",
                    now.count(), now.oldest().toSeconds());
        } else if (over && settings.wellBelow(now)) {
            over = false;
            log.info(
                    "The backlog is below its limit again: {} unfinished, the oldest for {} s. Webhooks are accepted"
                            + " again",
                    now.count(),
                    now.oldest().toSeconds());
        }
    }

    /** The unfinished deliveries of routed events. The inbox knows only its own rows. */
    @FunctionalInterface
    public interface DeliveryBacklog {

        /** Returns the last measurement, quickly: measuring is up to the owner. */
        BacklogSize latest();
    }
}
