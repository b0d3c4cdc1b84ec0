package dev.waybill.access;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/** Warns at the start of tokens that end within a month, and always tells how long each still lasts. */
record TokenExpiry(AccessSettings settings, Clock clock) implements MeterBinder, ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger("dev.waybill.login");
    private static final Duration SOON = Duration.ofDays(30);

    @Override
    public void bindTo(MeterRegistry registry) {
        settings.tokens().forEach(token -> {
            Instant end = token.end();
            if (end != null) {
                Gauge.builder(
                                "waybill.console.token.expires",
                                () -> Duration.between(clock.instant(), end).toSeconds())
                        .description("How long a program's token still lasts; below zero it has expired")
                        .baseUnit("seconds")
                        .tag("token", token.name())
                        .register(registry);
            }
        });
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Instant now = clock.instant();
        settings.tokens().forEach(token -> {
            if (token.isExpired(now.plus(SOON))) {
                LOG.warn(
                        "The token {} in waybill.console.tokens ends after {}; from then on it is answered 401. Give"
                                + " its program another one.",
                        token.name(),
                        token.expires());
            }
        });
    }
}
