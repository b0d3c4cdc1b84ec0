package dev.waybill.quarantine;

import dev.waybill.batch.BatchWriters;
import dev.waybill.batch.BoundedQueue;
import dev.waybill.batch.Capacity;
import dev.waybill.batch.SlidingWindowLimit;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The part of the quarantine that some of the strangers' webhooks have to themselves: bounded in rows, in bytes and in
 * what of both is written in a second. What is over it is only counted.
 */
final class UnverifiedShare {

    /** The allowance that adds up while nothing comes: a large body is kept now and then. */
    private static final long LARGE = 1 << 20;

    private final String name;
    private final BoundedQueue<NewEntry> backlog = new BoundedQueue<>(new Capacity(20, 8 << 20));
    private final BatchWriters<NewEntry> writer;
    private final SlidingWindowLimit items;
    private final ByteAllowance bytes;
    private final QuarantineMeters meters;

    /**
     * Its bounds.
     *
     * @param most what is kept, oldest out first
     * @param perSecond how many a node writes in any one second
     * @param bytesPerSecond how much of them it writes in the long run
     */
    record Bounds(Capacity most, int perSecond, long bytesPerSecond) {}

    /** @param plausible whether it is the share of what could be a webhook */
    UnverifiedShare(
            JdbcClient database, boolean plausible, Bounds bounds, LongSupplier nanos, QuarantineMeters meters) {
        this.name = plausible ? "plausible" : "unverified";
        this.meters = meters;
        this.items = new SlidingWindowLimit(bounds.perSecond(), nanos);
        this.bytes = new ByteAllowance(bounds.bytesPerSecond(), LARGE, nanos);
        var rows = new QuarantineStore(database, QuarantineRing.UNVERIFIED, plausible);
        var keep = new QuarantineWriter(QuarantineRing.UNVERIFIED, rows, bounds.most());
        this.writer = new BatchWriters<>("quarantine-" + name, backlog, Quarantine.BATCH, keep::keep);
    }

    /** Keeps it, if there is room and time. Never blocks, never throws. */
    void keep(NewEntry item) {
        // bytes first: what may not take them must not use up a place
        if (!bytes.mayTake(item.weight()) || !items.mayHappen()) {
            meters.dropped(name, "rate");
            return;
        }
        item.committed().whenComplete((done, failure) -> {
            if (failure == null) {
                meters.kept(name);
            } else {
                meters.dropped(name, "database");
            }
        });
        if (!backlog.offer(item)) {
            meters.dropped(name, "full");
        }
    }

    void start() {
        writer.start(1);
    }

    void stop(Duration patience) {
        writer.stop(patience).forEach(Quarantine::giveUp);
    }
}
