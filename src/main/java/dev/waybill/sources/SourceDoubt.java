package dev.waybill.sources;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether the hub's own secret may be wrong, and not the signatures. Such a source has sent verified webhooks
 * before, and now sends only webhooks that lack nothing but a right signature. An attacker can make up such webhooks;
 * one verified webhook ends the doubt.
 */
public final class SourceDoubt {

    private static final Logger LOG = LoggerFactory.getLogger(SourceDoubt.class);

    private final Map<String, OfSource> sources = new ConcurrentHashMap<>();
    private final DoubtSettings settings;
    private final Predicate<String> hasAccepted;
    private final Executor aside;
    private final MeterRegistry meters;
    private final LongSupplier nanos;
    private final Clock clock;

    /**
     * @param hasAccepted a query to the database whether the source has an event; may throw
     * @param aside the executor for that query, so that no request waits for it
     * @param nanos a monotonic clock, in nanoseconds
     */
    public SourceDoubt(
            DoubtSettings settings,
            Predicate<String> hasAccepted,
            Executor aside,
            MeterRegistry meters,
            LongSupplier nanos,
            Clock clock) {
        this.settings = settings;
        this.hasAccepted = hasAccepted;
        this.aside = aside;
        this.meters = meters;
        this.nanos = nanos;
        this.clock = clock;
    }

    /** Notes that a webhook of the source was verified. */
    public void verified(String source) {
        of(source).verified();
    }

    /**
     * Notes that a webhook lacked only a right signature. True if the sender should send it again, because the secret
     * is in doubt.
     */
    public boolean unverified(String source) {
        return settings.after() > 0 && of(source).unverified();
    }

    /** Returns the sources in doubt, each with the time when its doubt began. */
    public Map<String, Instant> lasting() {
        Map<String, Instant> lasting = new TreeMap<>();
        sources.forEach((name, source) -> {
            Instant since = source.since();
            if (since != null) {
                lasting.put(name, since);
            }
        });
        return lasting;
    }

    private OfSource of(String source) {
        return sources.computeIfAbsent(source, this::made);
    }

    private OfSource made(String source) {
        OfSource made = new OfSource(source);
        Gauge.builder("waybill.inbox.doubt", made, one -> one.since() == null ? 0 : 1)
                .description(
                        "1 while all webhooks of a source fail verification, though some lack only a right signature")
                .tag("source", source)
                .register(meters);
        return made;
    }

    private final class OfSource {

        private final String name;
        private boolean asked;
        private volatile boolean everVerified;
        private volatile long latestVerified;
        private volatile int inARow;
        private volatile @Nullable Instant since;
        private long until;

        OfSource(String name) {
            this.name = name;
        }

        /** Runs for every webhook, so it locks nothing in normal operation. */
        void verified() {
            latestVerified = nanos.getAsLong();
            everVerified = true;
            if (inARow > 0) {
                end("verifies again");
            }
        }

        @Nullable
        synchronized Instant since() {
            if (since != null && nanos.getAsLong() - until >= 0) {
                end("is no longer in doubt: signatures that don't match are answered 401 again");
            }
            return since;
        }

        synchronized boolean unverified() {
            long now = nanos.getAsLong();
            if (since() != null) {
                return true;
            }
            inARow++;
            if (inARow < settings.after()) {
                return false;
            }
            if (!everVerified) {
                ask();
                return false;
            }
            if (now - latestVerified < settings.quiet().toNanos()) {
                return false;
            }
            since = clock.instant();
            until = now + settings.lasts().toNanos();
            LOG.warn(
                    "No webhook of source {} can be verified any more; the last {} lacked only a right signature. If"
                            + " its secret was changed, set the new one beside the old, restart, and release the"
                            + " quarantine. Such webhooks are answered 503 for {}, or until one is verified",
                    name,
                    inARow,
                    settings.lasts());
            return true;
        }

        private synchronized void end(String how) {
            inARow = 0;
            if (since != null) {
                since = null;
                LOG.info("Source {} {}", name, how);
            }
        }

        /**
         * Asks the inbox whether the source ever had an event. Nothing has been verified in this process yet after a
         * restart with a wrong secret.
         */
        private void ask() {
            if (asked) {
                return;
            }
            asked = true;
            aside.execute(() -> {
                try {
                    answered(hasAccepted.test(name));
                } catch (RuntimeException e) {
                    LOG.debug("It is unknown whether source {} was ever verified; the query will be repeated", name, e);
                    again();
                }
            });
        }

        private synchronized void answered(boolean accepted) {
            if (accepted && !everVerified) {
                latestVerified = nanos.getAsLong() - settings.quiet().toNanos();
                everVerified = true;
            }
        }

        private synchronized void again() {
            asked = false;
        }
    }
}
