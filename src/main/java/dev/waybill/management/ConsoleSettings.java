package dev.waybill.management;

import dev.waybill.settings.BadSetting;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The management port's own settings; address and port are Spring's {@code server.*}.
 *
 * @param allowedHosts the host names, without a port, that a request may use beside loopback's
 * @param trustedProxies the addresses and ranges of proxies whose {@code X-Forwarded-For} is trusted
 * @param connectionsPerAddress the limit of open connections; the next is closed
 * @param requestsPerAddress the limit of requests in flight; the next is answered 503
 * @param requestWithin the longest time for a request to come in, head and body
 */
@Validated
@ConfigurationProperties("waybill.console")
record ConsoleSettings(
        @DefaultValue List<String> allowedHosts,
        @DefaultValue List<String> trustedProxies,

        @DefaultValue("32")
        @Min(value = 1, message = "must be between 1 and 10000")
        @Max(value = 10_000, message = "must be between 1 and 10000")
        int connectionsPerAddress,

        @DefaultValue("16")
        @Min(value = 1, message = "must be between 1 and 1000")
        @Max(value = 1000, message = "must be between 1 and 1000")
        int requestsPerAddress,

        @DefaultValue("20s")
        @DurationMin(seconds = 1, message = "must be between 1s and 10m")
        @DurationMax(minutes = 10, message = "must be between 1s and 10m")
        Duration requestWithin) {

    private static final String HOSTS = "waybill.console.allowed-hosts";

    /**
     * Checks the settings.
     *
     * @throws BadSetting if any host would be allowed, or a proxy is no address
     */
    ConsoleSettings {
        allowedHosts = allowedHosts.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (allowedHosts.stream().anyMatch(host -> host.contains("*"))) {
            throw new BadSetting(
                    HOSTS,
                    HOSTS
                            + " has a '*': with any name, a web page in an operator's browser could read the console."
                            + " Name each host. Health answers to any name, and all else to the address that was"
                            + " called.");
        }
        trustedProxies = List.copyOf(trustedProxies);
        new TrustedProxies(trustedProxies);
    }
}
