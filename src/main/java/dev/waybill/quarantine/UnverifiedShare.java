package dev.waybill.quarantine;

import dev.waybill.batch.BatchWriter;
import dev.waybill.batch.BatchWriter.Capacity;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One share of the quarantine for webhooks of unauthenticated clients. It is limited in rows, in bytes, and in rows and
 * bytes written per second. Webhooks over a limit are only counted.
 */
final class UnverifiedShare {

    /** The limit of the unused allowance: a large body is kept now and then. */
    private static final long LARGE = 1 << 20;

    private static final Capacity QUEUE = new Capacity(20, 8 << 20);

    private final String name;
    private final BatchWriter<NewEntry> writer;
    private final SlidingWindowLimit items;
    private final ByteAllowance bytes;
    private final QuarantineMeters meters;

    /**
     * The limits of the share.
     *
     * @param most the limit of kept rows and bytes, oldest deleted first
     * @param perSecond the limit of rows that a node writes in any one second
     * @param bytesPerSecond the limit of bytes that it writes in the long run
     */
    record Bounds(Capacity most, int perSecond, long bytesPerSecond) {}

    /** @param plausible true for the share of webhooks with only a wrong signature */
    UnverifiedShare(
            JdbcClient database, boolean plausible, Bounds bounds, LongSupplier nanos, QuarantineMeters meters) {
        this.name = plausible ? "plausible" : "unverified";
        this.meters = meters;
        this.items = new SlidingWindowLimit(bounds.perSecond(), nanos);
        this.bytes = new ByteAllowance(bounds.bytesPerSecond(), LARGE, nanos);
        var rows = new QuarantineStore(database, QuarantineRing.UNVERIFIED, plausible);
        var keep = new QuarantineWriter(QuarantineRing.UNVERIFIED, rows, bounds.most());
        this.writer = new BatchWriter<>("quarantine-" + name, QUEUE, Quarantine.BATCH, keep::keep);
    }

    /** Keeps the entry within the limits. Never blocks, never throws. */
    void keep(NewEntry item) {
        // bytes first: an entry refused for its bytes must not use up a place
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
        if (!writer.offer(item)) {
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
