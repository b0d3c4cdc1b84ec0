package dev.waybill.listener;

import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Loopback;
import dev.waybill.settings.Within;
import dev.waybill.sockets.BodyPace;
import dev.waybill.sockets.NamedProxies;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@code waybill.listener}: the addresses and limits of the public listener.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes any free one
 * @param maxBody the largest body of a webhook
 * @param maxHeader the largest head of a request, all header lines together
 * @param maxConnections the limit of open connections; the next newcomer closes the one that idled longest
 * @param connectionsPerAddress the same limit for one address; the next closes that address's own longest idle one
 * @param maxInFlight the limit of requests in flight; the next gets 503
 * @param inFlightPerAddress the same limit for one address
 * @param maxInFlightBytes the memory for bodies in flight; a body beyond it gets 503
 * @param inFlightBytesPerAddress the same limit for one address
 * @param reserve the percentage of {@code maxInFlight} and {@code maxInFlightBytes} kept for bodies up to 64 KiB
 * @param leastBodyRate the least rate of a body in bytes per second; a slower body gets 408
 * @param bodyRateOver the time over which that rate is averaged
 * @param workers the threads that verify and parse bodies over 64 KiB; the event loops work on smaller ones
 * @param headerTimeout the longest time from a new connection to its first head, TLS handshake included
 * @param requestTimeout the longest time from a request's head to the end of its answer
 * @param idleTimeout the longest time on a connection from an answer to the next head
 * @param drainTimeout the time for which the rest of a refused request is read and thrown away
 * @param maxDrain the limit of bytes thrown away in that time
 * @param retryAfter the time that a 503 asks the sender to wait
 * @param stopTimeout the time that a stop waits for requests in flight
 * @param trustedProxies the addresses and ranges of the proxies that may name the client behind them
 * @param proxyProtocol true if their connections begin with the PROXY protocol, version 1 or 2
 * @param certificate the path of a PEM certificate chain; with {@code key} it switches TLS on
 * @param key the path of the certificate's PEM private key (PKCS #8)
 */
@Validated
@ConfigurationProperties("waybill.listener")
record ListenerSettings(
        @DefaultValue("0.0.0.0") String host,

        @DefaultValue("8080") @Min(value = 0, message = PORT) @Max(value = 65_535, message = PORT)
        int port,

        @DefaultValue("1MB") @Within(min = "1B", max = "64MB")
        DataSize maxBody,

        @DefaultValue("16KB") @Within(min = "1B", max = "1MB")
        DataSize maxHeader,

        @DefaultValue("1024") @Min(value = 1, message = MANY) @Max(value = 1_000_000, message = MANY)
        int maxConnections,

        @DefaultValue("256") @Min(value = 1, message = MANY) @Max(value = 1_000_000, message = MANY)
        int connectionsPerAddress,

        @DefaultValue("1024") @Min(value = 1, message = MANY) @Max(value = 1_000_000, message = MANY)
        int maxInFlight,

        @DefaultValue("256") @Min(value = 1, message = MANY) @Max(value = 1_000_000, message = MANY)
        int inFlightPerAddress,

        @DefaultValue("64MB") @Within(min = "1B", max = "1TB")
        DataSize maxInFlightBytes,

        @DefaultValue("16MB") @Within(min = "1B", max = "1TB")
        DataSize inFlightBytesPerAddress,

        @DefaultValue("25") @Min(value = 0, message = PERCENT) @Max(value = 90, message = PERCENT)
        int reserve,

        @DefaultValue("1KB") @Within(min = "1B", max = "1MB")
        DataSize leastBodyRate,

        @DefaultValue("5s") @Within(min = "1s", max = "1h") Duration bodyRateOver,

        @DefaultValue("8") @Min(value = 1, message = THREADS) @Max(value = 4096, message = THREADS)
        int workers,

        @DefaultValue("10s") @Within(min = "1s", max = "1h") Duration headerTimeout,

        @DefaultValue("30s") @Within(min = "1s", max = "1h") Duration requestTimeout,

        @DefaultValue("75s") @Within(min = "1s", max = "1h") Duration idleTimeout,

        @DefaultValue("10s") @Within(min = "1s", max = "1h") Duration drainTimeout,

        @DefaultValue("64MB") @Within(min = "1B", max = "1TB")
        DataSize maxDrain,

        @DefaultValue("5s") @Within(min = "1s", max = "1h") Duration retryAfter,

        @DefaultValue("20s") @Within(min = "1s", max = "1h") Duration stopTimeout,

        @DefaultValue List<String> trustedProxies,
        @DefaultValue("false") boolean proxyProtocol,
        @Nullable String certificate,
        @Nullable String key) {

    private static final String PORT = "must be between 0 and 65535";
    private static final String MANY = "must be between 1 and 1000000";
    private static final String PERCENT = "must be between 0 and 90";
    private static final String THREADS = "must be between 1 and 4096";

    ListenerSettings {
        trustedProxies = List.copyOf(trustedProxies);
        NamedProxies.of(trustedProxies);
        if (maxInFlightBytes.toBytes() - percent(reserve, maxInFlightBytes.toBytes()) < maxBody.toBytes()) {
            throw bad(
                    "max-in-flight-bytes",
                    "must hold at least one body of waybill.listener.max-body beside its reserve of " + reserve + " %");
        }
        if (inFlightBytesPerAddress.toBytes() < maxBody.toBytes()) {
            throw bad("in-flight-bytes-per-address", "must hold at least one body of waybill.listener.max-body");
        }
        if (StringUtils.hasText(certificate) != StringUtils.hasText(key)) {
            throw bad(
                    StringUtils.hasText(key) ? "certificate" : "key",
                    "is not set, but TLS needs both waybill.listener.certificate and waybill.listener.key");
        }
        if (proxyProtocol && trustedProxies.isEmpty()) {
            throw bad(
                    "proxy-protocol",
                    "needs waybill.listener.trusted-proxies: only a named proxy may say for whom it calls");
        }
    }

    boolean tls() {
        return StringUtils.hasText(certificate);
    }

    /** True if other machines can reach this listener over HTTP without TLS. */
    boolean isClearToOthers() {
        return !tls() && !Loopback.is(host);
    }

    Admission.Room room() {
        return new Admission.Room(maxInFlight, maxInFlightBytes.toBytes());
    }

    Admission.Room roomPerAddress() {
        return new Admission.Room(inFlightPerAddress, inFlightBytesPerAddress.toBytes());
    }

    Admission.Room roomInReserve() {
        return new Admission.Room((int) percent(reserve, maxInFlight), percent(reserve, maxInFlightBytes.toBytes()));
    }

    BodyPace.Least leastBodyPace() {
        return new BodyPace.Least(leastBodyRate.toBytes(), bodyRateOver);
    }

    private static long percent(int percent, long of) {
        return of / 100 * percent + of % 100 * percent / 100;
    }

    private static BadSetting bad(String name, String what) {
        return new BadSetting("waybill.listener." + name, "waybill.listener." + name + " " + what + ".");
    }
}
