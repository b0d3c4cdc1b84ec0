package dev.waybill.quarantine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts the quarantine: {@code waybill.quarantine} by ring, {@code waybill.quarantine.dropped} by share and cause.
 * Signed webhooks are never dropped.
 */
final class QuarantineMeters {

    private final MeterRegistry meters;

    QuarantineMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param ring verified, or the share of the other ring: unverified or plausible */
    void kept(String ring) {
        Counter.builder("waybill.quarantine")
                .description("Webhooks put into quarantine")
                .tag("ring", ring)
                .register(meters)
                .increment();
    }

    /**
     * @param share unverified or plausible
     * @param cause rate, full or database
     */
    void dropped(String share, String cause) {
        Counter.builder("waybill.quarantine.dropped")
                .description("Unverified requests that were counted and not kept")
                .tag("share", share)
                .tag("cause", cause)
                .register(meters)
                .increment();
    }
}
