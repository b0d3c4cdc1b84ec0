package dev.waybill.inbox;

import java.time.Duration;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * The part of the quarantine that some of the strangers' webhooks have to themselves: bounded in rows, in bytes and in
 * what of both is written in a second. What is over it is only counted.
 */
final class StrangersShare {

    /** The allowance that adds up while nothing comes: a large body is kept now and then. */
    private static final long LARGE = 1 << 20;

    private final String name;
    private final Backlog<Quarantined> backlog = new Backlog<>(new Load(20, 8 << 20));
    private final Writers<Quarantined> writer;
    private final AtMost items;
    private final Allowance bytes;
    private final QuarantineMeters meters;

    /**
     * Its bounds.
     *
     * @param most what is kept, oldest out first
     * @param perSecond how many a node writes in any one second
     * @param bytesPerSecond how much of them it writes in the long run
     */
    record Bounds(Load most, int perSecond, long bytesPerSecond) {}

    /** @param plausible whether it is the share of what could be a webhook */
    StrangersShare(DataSource database, boolean plausible, Bounds bounds, LongSupplier nanos, QuarantineMeters meters) {
        this.name = plausible ? "plausible" : "unverified";
        this.meters = meters;
        this.items = new AtMost(bounds.perSecond(), nanos);
        this.bytes = new Allowance(bounds.bytesPerSecond(), LARGE, nanos);
        var rows = new QuarantineRows(database, Ring.UNVERIFIED, plausible);
        var keep = new KeepInRing(Ring.UNVERIFIED, rows, bounds.most());
        this.writer = new Writers<>("quarantine-" + name, backlog, Quarantine.BATCH, keep::keep);
    }

    /** Keeps it, if there is room and time. Never blocks, never throws. */
    void keep(Quarantined item) {
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
