package dev.waybill.retention;

import dev.waybill.cluster.FailureLog;
import dev.waybill.cluster.Tick;
import dev.waybill.quarantine.QuarantineRing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Purges quarantine entries that are too old, oldest first, a batch of each ring at a time. Only an operator's release
 * uses an entry, and finds it there or not.
 */
final class PurgeQuarantine implements Tick {

    private static final Logger LOG = LoggerFactory.getLogger(PurgeQuarantine.class);

    /** Reads only the oldest rows, regardless of their number: ids follow times. */
    static final String PURGE = """
        DELETE FROM quarantine WHERE id = ANY (ARRAY (
          SELECT id FROM (
            SELECT id, received_at, sum(weight) OVER (ORDER BY id) - weight AS before
              FROM (SELECT id, received_at, octet_length(headers) + octet_length(body) AS weight
                      FROM quarantine WHERE ring = :ring ORDER BY id LIMIT :batch) o) w
           WHERE received_at < now() - make_interval(secs => :age) AND before < :bytes))\
        """;

    /** The limit of one transaction, in bytes; a heavier entry goes alone. */
    private static final long MOST = 64 << 20;

    private final PinnedPlans pinned;
    private final JdbcClient jdbc;
    private final QuarantineAges ages;
    private final int batch;
    private final Counter purged;
    private boolean failing;

    /** @param batch the limit of rows in one transaction */
    PurgeQuarantine(PinnedPlans pinned, JdbcClient jdbc, QuarantineAges ages, int batch, MeterRegistry registry) {
        this.pinned = pinned;
        this.jdbc = jdbc;
        this.ages = ages;
        this.batch = batch;
        this.purged = Counter.builder("waybill.retention.quarantine")
                .description("Entries that this node has purged from the quarantine")
                .register(registry);
    }

    @Override
    public void tick() {
        try {
            purged.increment(purge(QuarantineRing.VERIFIED, ages.verified())
                    + purge(QuarantineRing.UNVERIFIED, ages.unverified()));
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                FailureLog.warn(
                        LOG, "The quarantine was not purged: old entries stay, and the purge is tried again", e);
            }
            failing = true;
        }
    }

    private int purge(QuarantineRing ring, Duration age) {
        return pinned.run(() -> jdbc.sql(PURGE)
                .param("ring", ring.name())
                .param("batch", batch)
                .param("age", age.toMillis() / 1000.0)
                .param("bytes", MOST)
                .update());
    }
}
