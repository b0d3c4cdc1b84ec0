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
 * Whether it may be our secret that is wrong and not the signatures: a source whose webhooks verified once, and of which
 * only such come now that lack nothing else. A stranger can make up those; one webhook that verifies ends the doubt.
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
     * @param hasAccepted asks the database whether the source has an event; may throw
     * @param aside where it is asked: nobody at the door waits for that
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

    /** A webhook of the source was verified. */
    public void verified(String source) {
        of(source).verified();
    }

    /** One was not, and lacked nothing else. @return whether it should come again, because the secret is in doubt */
    public boolean unverified(String source) {
        return settings.after() > 0 && of(source).unverified();
    }

    /** The sources in doubt, and since when. */
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
                        "1 while no webhook of a source verifies any more, though such come that lack nothing else")
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

        /** Of every webhook, so it locks nothing while all is well. */
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
                end("is no longer waited for: signatures that don't match are answered 401 again");
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
                    "No webhook of source {} verifies any more, the last {} lacked nothing but a right signature: was"
                        + " its secret changed? Set the new one beside the old, restart, and release the quarantine."
                        + " Such webhooks are answered 503 for {}, or until one verifies",
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

        /** After a restart with a wrong secret nothing has been verified here, and the inbox knows better. */
        private void ask() {
            if (asked) {
                return;
            }
            asked = true;
            aside.execute(() -> {
                try {
                    answered(hasAccepted.test(name));
                } catch (RuntimeException e) {
                    LOG.debug("Nobody knows whether source {} was ever verified; it is asked again", name, e);
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
