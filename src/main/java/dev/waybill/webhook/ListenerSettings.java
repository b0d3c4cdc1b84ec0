package dev.waybill.webhook;

import dev.waybill.BadSetting;
import java.time.Duration;
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
 * @param maxConnections connections held open at once; the next is closed at once
 * @param maxInFlight requests inside at once; the next gets 503
 * @param maxInFlightBytes body bytes inside at once; what exceeds them gets 503
 * @param workers threads that verify and parse large bodies, over 64 KiB; all others are worked on by the event loops
 * @param headerTimeout how long a new connection may take to send its first head
 * @param requestTimeout how long a request may take from its head to the end of its answer
 * @param idleTimeout how long a connection may take from an answer to the next head
 * @param drainTimeout how long what a refused sender is still writing is read and thrown away
 * @param maxDrain how many bytes of it
 * @param retryAfter what a 503 tells the sender to wait
 * @param stopTimeout how long a stop waits for what is inside
 * @param certificate path of a PEM certificate chain; with {@code key} it switches TLS on
 * @param key path of the certificate's PEM private key (PKCS #8)
 */
@Validated
@ConfigurationProperties("waybill.listener")
record ListenerSettings(
        @DefaultValue("0.0.0.0") String host,
        @DefaultValue("8080") int port,
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue("16KB") DataSize maxHeader,
        @DefaultValue("1024") int maxConnections,
        @DefaultValue("1024") int maxInFlight,
        @DefaultValue("64MB") DataSize maxInFlightBytes,
        @DefaultValue("8") int workers,
        @DefaultValue("10s") Duration headerTimeout,
        @DefaultValue("30s") Duration requestTimeout,
        @DefaultValue("60s") Duration idleTimeout,
        @DefaultValue("10s") Duration drainTimeout,
        @DefaultValue("64MB") DataSize maxDrain,
        @DefaultValue("5s") Duration retryAfter,
        @DefaultValue("20s") Duration stopTimeout,
        @Nullable String certificate,
        @Nullable String key) {

    ListenerSettings {
        if (port < 0 || port > 65_535) {
            throw bad("port", "must be between 0 and 65535, but is " + port);
        }
        within("max-body", maxBody.toBytes(), 64L << 20);
        within("max-header", maxHeader.toBytes(), 1L << 20);
        within("max-connections", maxConnections, 1_000_000);
        within("max-in-flight", maxInFlight, 1_000_000);
        within("max-in-flight-bytes", maxInFlightBytes.toBytes(), Long.MAX_VALUE);
        within("workers", workers, 4096);
        within("header-timeout", headerTimeout);
        within("request-timeout", requestTimeout);
        within("idle-timeout", idleTimeout);
        within("drain-timeout", drainTimeout);
        within("retry-after", retryAfter);
        within("stop-timeout", stopTimeout);
        if (maxInFlightBytes.toBytes() < maxBody.toBytes()) {
            throw bad("max-in-flight-bytes", "must hold at least one body of waybill.listener.max-body");
        }
        if (StringUtils.hasText(certificate) != StringUtils.hasText(key)) {
            throw bad(
                    StringUtils.hasText(key) ? "certificate" : "key",
                    "is not set, but TLS needs both waybill.listener.certificate and waybill.listener.key");
        }
    }

    boolean tls() {
        return StringUtils.hasText(certificate);
    }

    private static void within(String name, long value, long max) {
        if (value < 1 || value > max) {
            throw bad(name, "must be between 1 and " + max + ", but is " + value);
        }
    }

    private static void within(String name, Duration value) {
        if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(Duration.ofHours(1)) > 0) {
            throw bad(name, "must be between 1s and 1h, but is " + value);
        }
    }

    private static BadSetting bad(String name, String what) {
        return new BadSetting("waybill.listener." + name, "waybill.listener." + name + " " + what + ".");
    }
}
