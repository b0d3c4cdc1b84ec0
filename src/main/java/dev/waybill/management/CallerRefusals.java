package dev.waybill.management;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the callers that were refused, and logs up to one line about them every ten seconds. */
final class CallerRefusals implements MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(CallerRefusals.class);
    private static final long PAUSE = 10_000_000_000L;

    private final AtomicLongArray counts = new AtomicLongArray(Cause.values().length);
    private final LongSupplier nanos;
    private final AtomicLong next;

    /** @param nanos a monotonic clock, in nanoseconds */
    CallerRefusals(LongSupplier nanos) {
        this.nanos = nanos;
        this.next = new AtomicLong(nanos.getAsLong());
    }

    /** The reason of a refusal. */
    enum Cause {
        /** The address has as many connections as one may have; the new one was closed. */
        CONNECTIONS("has reached its limit of connections; the newest was closed"),
        /** All connections were in use, and this address had the most; its oldest was closed. */
        CROWDED("had the most connections when all were in use; its oldest was closed"),
        /** The address has as many requests in flight as one may have; this one was answered 503. */
        REQUESTS("has reached its limit of requests; this one was answered 503"),
        /** The request did not end in time; its connection was closed. */
        SLOW("did not send a whole request in time; its connection was closed"),
        /** The body is longer than any command; it was answered 413. */
        LARGE("sent a body that is too large; it was answered 413");

        private final String sentence;

        Cause(String sentence) {
            this.sentence = sentence;
        }
    }

    void count(Cause cause, String address) {
        counts.incrementAndGet(cause.ordinal());
        long now = nanos.getAsLong();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + PAUSE)) {
            LOG.warn("address={} {}; further ones are counted in waybill.console.turned.away", address, cause.sentence);
        }
    }

    long count(Cause cause) {
        return counts.get(cause.ordinal());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Arrays.stream(Cause.values())
                .forEach(cause -> FunctionCounter.builder("waybill.console.turned.away", this, all -> all.count(cause))
                        .description("Callers of the management port that got no further")
                        .tag("cause", cause.name().toLowerCase(Locale.ROOT))
                        .register(registry));
    }
}
