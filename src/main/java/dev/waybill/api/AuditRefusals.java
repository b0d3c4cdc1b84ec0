package dev.waybill.api;

import dev.waybill.Excerpt;
import dev.waybill.accounts.RefusalTrail;
import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Writes refusals into the audit. All are counted, but only a limited number a minute is written, so that nobody can
 * flood it.
 */
@Component
class AuditRefusals implements RefusalTrail {

    private static final Logger LOG = LoggerFactory.getLogger(AuditRefusals.class);
    private static final int OF_STRANGERS = 10;
    private static final int OF_KNOWN = 100;
    private static final int LONGEST = 300;

    private final Audit audit;
    private final MeterRegistry meters;
    private final Clock clock;
    private Instant minute = Instant.MIN;
    private int strangers;
    private int known;

    AuditRefusals(Audit audit, MeterRegistry meters, Clock clock) {
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void refused(@Nullable String who, String address, String asked, String why) {
        meters.counter("waybill.console.refusals", "caller", who == null ? "stranger" : "known")
                .increment();
        if (!mayWrite(who == null)) {
            return;
        }
        try {
            audit.refused(
                    new Command(who == null ? "(nobody)" : who, cut(why), address),
                    cut(asked.replaceFirst("(?s).*[/=]", "")),
                    cut(asked));
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("address={} was refused; the database could not record it, so it is only counted", address);
        }
    }

    private synchronized boolean mayWrite(boolean stranger) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (now.isAfter(minute)) {
            minute = now;
            strangers = 0;
            known = 0;
        }
        return stranger ? strangers++ < OF_STRANGERS : known++ < OF_KNOWN;
    }

    private static String cut(String text) {
        return Excerpt.of(text, LONGEST).replace('\0', '?');
    }
}
