package dev.waybill.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * Counts the quarantine: {@code waybill.quarantine} by ring, {@code waybill.quarantine.dropped} by cause (what was
 * signed is never dropped).
 */
final class QuarantineMeters {

    private final MeterRegistry meters;

    QuarantineMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void kept(Ring ring) {
        Counter.builder("waybill.quarantine")
                .description("What was put into quarantine")
                .tag("ring", ring.name().toLowerCase(Locale.ROOT))
                .register(meters)
                .increment();
    }

    /** @param cause rate, full or database */
    void dropped(String cause) {
        Counter.builder("waybill.quarantine.dropped")
                .description("Unverified requests that were counted and not kept")
                .tag("cause", cause)
                .register(meters)
                .increment();
    }
}
