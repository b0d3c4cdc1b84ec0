package dev.waybill.accounts;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/** Warns of tokens that end within a month, and measures for each token how long it still lasts. */
public record TokenExpiry(Accounts accounts, Clock clock) implements MeterBinder, ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger("dev.waybill.login");
    private static final Duration SOON = Duration.ofDays(30);

    @Override
    public void bindTo(MeterRegistry registry) {
        MultiGauge ends = MultiGauge.builder("waybill.console.token.expires")
                .description("How long a program's token still lasts; below zero it has expired")
                .baseUnit("seconds")
                .register(registry);
        show(ends);
        accounts.whenChanged(() -> show(ends));
    }

    private void show(MultiGauge ends) {
        ends.register(
                accounts.tokens().stream()
                        .filter(token -> token.end() != null)
                        .<MultiGauge.Row<?>>map(token ->
                                MultiGauge.Row.of(Tags.of("token", token.name()), () -> secondsTo(token.end())))
                        .toList(),
                true);
    }

    private Number secondsTo(@Nullable Instant end) {
        return Duration.between(clock.instant(), Objects.requireNonNull(end)).toSeconds();
    }

    @Override
    public void run(ApplicationArguments arguments) {
        warn();
        accounts.whenChanged(this::warn);
    }

    private void warn() {
        Instant now = clock.instant();
        accounts.tokens().forEach(token -> {
            if (token.isExpired(now.plus(SOON))) {
                LOG.warn(
                        "The token {} in waybill.console.tokens expires after {}; from then on it is answered 401. Give"
                                + " its program a new one.",
                        token.name(),
                        token.expires());
            }
        });
    }
}
