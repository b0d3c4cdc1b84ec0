package dev.waybill.overview;

import dev.waybill.cluster.SelfThrottled;
import dev.waybill.cluster.Tick;
import dev.waybill.inbox.IntakeMeters;
import dev.waybill.outbox.AttemptLog;
import dev.waybill.routing.RoutingMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes every few seconds the new counts of this node's meters. A write has a handful of rows under any load, and none
 * while nothing happens. Counts that could not be written are in the next write. Counts that a killed hub had not
 * written are missing from the home page, and nowhere else.
 */
public final class CountMinutes implements Tick {

    private static final Duration REST = Duration.ofSeconds(2);
    private static final int PURGE_EVERY = 300;

    private final MinuteCounts minutes;
    private final MeterRegistry meters;
    private final Tick sparingly = new SelfThrottled(REST, this::write);
    private Map<CountKey, Long> written = Map.of();
    private int writes;

    public CountMinutes(MinuteCounts minutes, MeterRegistry meters) {
        this.minutes = minutes;
        this.meters = meters;
    }

    @Override
    public void tick() {
        sparingly.tick();
    }

    void write() {
        Map<CountKey, Long> totals = totals();
        Map<CountKey, Long> news = new HashMap<>();
        totals.forEach((what, total) -> {
            long more = total - written.getOrDefault(what, 0L);
            if (more > 0) {
                news.put(what, more);
            }
        });
        if (!news.isEmpty()) {
            minutes.add(news);
            written = totals;
        }
        if (writes++ % PURGE_EVERY == 0) {
            minutes.purge();
        }
    }

    private Map<CountKey, Long> totals() {
        Map<CountKey, Long> totals = new HashMap<>();
        for (Counter counter :
                meters.find(IntakeMeters.ARRIVALS).tag("outcome", "accepted").counters()) {
            add(totals, CountKey.accepted(tag(counter.getId().getTag("source"))), counter.count());
        }
        for (Counter counter : meters.find(RoutingMeters.FLOW).counters()) {
            String destination = tag(counter.getId().getTag("destination"));
            add(
                    totals,
                    new CountKey(
                            Metric.ROUTED,
                            tag(counter.getId().getTag("source")),
                            tag(counter.getId().getTag("type")),
                            destination.equals("none") ? "" : destination),
                    counter.count());
        }
        for (Timer timer : meters.find(AttemptLog.ATTEMPTS).timers()) {
            String destination = tag(timer.getId().getTag("destination"));
            switch (tag(timer.getId().getTag("result"))) {
                case "delivered" -> add(totals, CountKey.at(Metric.DELIVERED, destination), timer.count());
                case "failed", "dead", "skipped" -> add(totals, CountKey.at(Metric.FAILED, destination), timer.count());
                default -> {
                    // Stale: another node's attempt counts.
                }
            }
        }
        for (Counter counter : meters.find(AttemptLog.INCOMPLETE).counters()) {
            add(totals, CountKey.inPart(tag(counter.getId().getTag("destination"))), counter.count());
        }
        return totals;
    }

    private static void add(Map<CountKey, Long> totals, CountKey what, double count) {
        totals.merge(what, (long) count, Long::sum);
    }

    private static String tag(@Nullable String value) {
        return value == null ? "" : value;
    }
}
