package dev.waybill.operator;

import dev.waybill.cluster.SelfThrottled;
import dev.waybill.cluster.Tick;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the audit every few seconds. Once an hour it logs the chain's last link, if that has moved. An attacker with
 * access to the database can build the chain again, but can't change a shipped log.
 */
final class SealAudit implements Tick {

    private static final Logger LOG = LoggerFactory.getLogger(SealAudit.class);
    private static final Duration REST = Duration.ofSeconds(5);
    private static final Duration SAY = Duration.ofHours(1);
    private static final int MOST = 500;

    private final AuditChain chain;
    private final Clock clock;
    private final Tick sparingly = new SelfThrottled(REST, this::seal);
    private Instant said = Instant.MIN;
    private boolean moved;

    SealAudit(AuditChain chain, Clock clock) {
        this.chain = chain;
        this.clock = clock;
    }

    @Override
    public void tick() {
        sparingly.tick();
    }

    void seal() {
        int sealed;
        do {
            sealed = chain.seal(MOST);
            moved |= sealed > 0;
        } while (sealed == MOST);
        Instant now = clock.instant();
        if (moved && now.isAfter(said)) {
            AuditChain.Head head = chain.head();
            if (head != null) {
                LOG.info(
                        "The audit is sealed up to seal={} hash={}; GET /api/audit/verify with both checks that earlier"
                                + " entries are unchanged",
                        head.seal(),
                        head.hash());
            }
            said = now.plus(SAY);
            moved = false;
        }
    }
}
