package dev.waybill.sockets;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Counts refused connections and requests by the limit they hit, and logs them. Each limit logs up to one line a
 * minute, so that unauthenticated clients can't flood the log.
 */
public final class TurnedAwayCounts {

    private static final Logger LOG = LoggerFactory.getLogger(TurnedAwayCounts.class);
    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private static final String PROXY = "; if it is a proxy, name it in trusted-proxies";

    private final Map<Limit, Seen> seen = new EnumMap<>(Limit.class);
    private final LongSupplier nanoTime;

    /** The limits of the public listener. Their names are the values of the metric's tag. */
    public enum Limit {
        /** All connections are taken: the one that idled longest is closed, or the newcomer if none is idle. */
        CONNECTIONS(true, "max-connections is reached: each new connection closes the longest idle one"),
        /** One address has its share of connections. */
        ADDRESS_CONNECTIONS(
                true,
                "one address reached connections-per-address: each new connection closes its longest idle one"
                        + TurnedAwayCounts.PROXY),
        /** The limit of requests in flight is reached. */
        REQUESTS(true, "max-in-flight is reached: webhooks are answered 503, and their senders must send them again"),
        /** One address has its share of requests. */
        ADDRESS_REQUESTS(
                true,
                "one address reached in-flight-per-address: its webhooks are answered 503" + TurnedAwayCounts.PROXY),
        /** The limit of body bytes in flight is reached. */
        BYTES(
                true,
                "max-in-flight-bytes is reached: webhooks are answered 503, and their senders must send them"
                        + " again"),
        /** One address has its share of bytes. */
        ADDRESS_BYTES(
                true,
                "one address reached in-flight-bytes-per-address: its webhooks are answered 503"
                        + TurnedAwayCounts.PROXY),
        /** A body comes slower than the least rate, or takes longer than its request may. */
        SLOW_BODY(
                false, "a body arrived more slowly than least-body-rate or request-timeout allow: it was answered 408"),
        /** A head, the reading of an answer or a refused body took longer than its time. */
        DEADLINE(false, "a connection made no progress within its time limit: it was closed"),
        /** Too many requests were sent before the answers to earlier ones. */
        PIPELINED(false, "a connection sent over 32 requests ahead of their answers: it was closed"),
        /** A trusted proxy's connection did not begin with the PROXY protocol. */
        PROXY_PROTOCOL(true, "a trusted proxy did not send the PROXY protocol: its connection was closed");

        private final boolean warns;
        private final String sentence;

        Limit(boolean warns, String sentence) {
            this.warns = warns;
            this.sentence = sentence;
        }

        private String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Seen(Counter counter, AtomicLong quietUntil) {}

    /** @param nanoTime a monotonic clock in nanoseconds */
    public TurnedAwayCounts(MeterRegistry registry, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        for (Limit limit : Limit.values()) {
            Counter counter = Counter.builder("waybill.listener.refused")
                    .description("Connections and requests refused at a limit of the public port")
                    .tag("reason", limit.tag())
                    .register(registry);
            seen.put(limit, new Seen(counter, new AtomicLong(nanoTime.getAsLong())));
        }
    }

    public void at(Limit limit) {
        Seen one = seen.get(limit);
        if (one == null) {
            return;
        }
        one.counter.increment();
        long now = nanoTime.getAsLong();
        long until = one.quietUntil.get();
        if (now - until >= 0 && one.quietUntil.compareAndSet(until, now + QUIET_NANOS)) {
            LOG.atLevel(limit.warns ? Level.WARN : Level.INFO)
                    .log("The public port: {}; {} so far", limit.sentence, (long) one.counter.count());
        }
    }
}
