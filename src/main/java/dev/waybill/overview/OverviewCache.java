package dev.waybill.overview;

import dev.waybill.destination.Destinations;
import dev.waybill.history.BlockedGroups;
import dev.waybill.overview.Overview.Attention;
import dev.waybill.overview.Overview.Edge;
import dev.waybill.overview.Overview.Line;
import dev.waybill.overview.Overview.Source;
import dev.waybill.routing.StuckCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The current overview, read at intervals for all viewers, and not at all without viewers. Reading takes less than a
 * tenth of one connection's time, for any number of viewers and any queue size.
 */
public final class OverviewCache {

    private static final long FRESH_NANOS = Duration.ofMillis(1500).toNanos();
    private static final int REST = 10;

    private final MinuteCounts minutes;
    private final Destinations destinations;
    private final BlockedGroups blocked;
    private final StuckCounts stuck;
    private final RouteStates routes;
    private final Supplier<List<Attention>> others;
    private final Map<String, Boolean> signed;
    private final Duration silentAfter;
    private final LongSupplier nanos;
    private @Nullable Overview latest;
    private @Nullable RuntimeException failure;
    private long freshUntil;

    /**
     * @param others the supplier of further alerts
     * @param signed the sources in the settings, and whether each signs its webhooks
     */
    public OverviewCache(
            MinuteCounts minutes,
            Destinations destinations,
            BlockedGroups blocked,
            StuckCounts stuck,
            RouteStates routes,
            Supplier<List<Attention>> others,
            Map<String, Boolean> signed,
            Duration silentAfter) {
        this(minutes, destinations, blocked, stuck, routes, others, signed, silentAfter, System::nanoTime);
    }

    public OverviewCache(
            MinuteCounts minutes,
            Destinations destinations,
            BlockedGroups blocked,
            StuckCounts stuck,
            RouteStates routes,
            Supplier<List<Attention>> others,
            Map<String, Boolean> signed,
            Duration silentAfter,
            LongSupplier nanos) {
        this.minutes = minutes;
        this.destinations = destinations;
        this.blocked = blocked;
        this.stuck = stuck;
        this.routes = routes;
        this.others = others;
        this.signed = Map.copyOf(signed);
        this.silentAfter = silentAfter;
        this.nanos = nanos;
    }

    /**
     * Returns an overview that is at most some seconds old. Callers during a read wait for its result. While the
     * database is away, waiting callers get the first one's error. Tries one after the other would hold all of the
     * port's threads.
     */
    public synchronized Overview latest() {
        long began = nanos.getAsLong();
        if (began - freshUntil < 0) {
            if (failure != null) {
                throw failure;
            }
            if (latest != null) {
                return latest;
            }
        }
        try {
            Overview read = read();
            latest = read;
            failure = null;
            long ended = nanos.getAsLong();
            freshUntil = ended + Math.max(FRESH_NANOS, REST * (ended - began));
            return read;
        } catch (RuntimeException e) {
            failure = e;
            freshUntil = nanos.getAsLong() + FRESH_NANOS;
            throw e;
        }
    }

    /** Drops the overview after a command, so that its effect shows. */
    public synchronized void forget() {
        latest = null;
        failure = null;
    }

    private Overview read() {
        Instant now = minutes.now();
        LastHour hour = new LastHour(now, minutes.hour());
        Map<String, Long> groups = blocked.counts();
        List<Source> sources = minutes.latest().entrySet().stream()
                .filter(source -> signed.containsKey(source.getKey())) // a removed source is not silent
                .sorted(Map.Entry.comparingByKey())
                .map(source -> source(source.getKey(), source.getValue(), now, hour))
                .toList();
        List<Line> lines = destinations.all().stream()
                .map(destination -> new Line(
                        destination,
                        groups.getOrDefault(destination.name(), 0L),
                        hour.rate(CountKey.at(Metric.DELIVERED, destination.name())::equals),
                        hour.rate(CountKey.at(Metric.FAILED, destination.name())::equals),
                        hour.spark(CountKey.at(Metric.DELIVERED, destination.name())::equals),
                        hour.spark(CountKey.at(Metric.FAILED, destination.name())::equals)))
                .toList();
        List<Edge> edges = hour.counted().stream()
                .filter(what -> what.figure() == Metric.ROUTED)
                .map(what -> new Edge(what.source(), what.type(), what.destination(), hour.rate(what::equals)))
                .toList();
        return new Overview(
                now, Alerts.of(sources, lines, stuck.count(), routes.stopped(), others.get()), sources, lines, edges);
    }

    private Source source(String name, Instant latest, Instant now, LastHour hour) {
        boolean silent = Duration.between(latest.plusSeconds(60), now).compareTo(silentAfter) > 0;
        return new Source(
                name,
                hour.rate(CountKey.accepted(name)::equals),
                hour.spark(CountKey.accepted(name)::equals),
                latest,
                silent,
                signed.getOrDefault(name, true));
    }
}
