package dev.waybill.listener;

import dev.waybill.connection.BodyPace;
import dev.waybill.connection.NamedProxies;
import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Loopback;
import dev.waybill.settings.Within;
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
 * {@code waybill.listener}: where the public door listens and how much it lets in.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes any free one
 * @param maxBody the largest body of a webhook
 * @param maxHeader the largest head of a request, all header lines together
 * @param maxConnections connections held open at once; for the next, the one that idled longest is closed
 * @param connectionsPerAddress those of one address; the next closes that address's own longest idle one
 * @param maxInFlight requests inside at once; the next gets 503
 * @param inFlightPerAddress those of one address
 * @param maxInFlightBytes memory for bodies inside at once; what exceeds it gets 503
 * @param inFlightBytesPerAddress that of one address
 * @param reserve how many percent of {@code maxInFlight} and {@code maxInFlightBytes} only bodies up to 64 KiB may use
 * @param leastBodyRate bytes per second that a body has to come with; a slower one gets 408
 * @param bodyRateOver what that rate is averaged over
 * @param workers threads that verify and parse large bodies, over 64 KiB; all others are worked on by the event loops
 * @param headerTimeout how long a new connection may take to send its first head, TLS handshake included
 * @param requestTimeout how long a request may take from its head to the end of its answer
 * @param idleTimeout how long a connection may take from an answer to the next head
 * @param drainTimeout how long what a refused sender is still writing is read and thrown away
 * @param maxDrain how many bytes of it
 * @param retryAfter what a 503 tells the sender to wait
 * @param stopTimeout how long a stop waits for what is inside
 * @param trustedProxies addresses and ranges of the proxies whose word is taken for whom they call
 * @param proxyProtocol whether their connections begin with the PROXY protocol, version 1 or 2
 * @param certificate path of a PEM certificate chain; with {@code key} it switches TLS on
 * @param key path of the certificate's PEM private key (PKCS #8)
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

    /** Whether clear HTTP can be reached from other machines. */
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
