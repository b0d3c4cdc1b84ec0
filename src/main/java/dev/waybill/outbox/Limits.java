package dev.waybill.outbox;

import dev.waybill.health.CircuitRules;
import dev.waybill.settings.BadSetting;

/**
 * The limits that keep due deliveries of a destination from being handed over at once.
 *
 * @param ratePerSecond the hand-overs per second, by all nodes together; 0 for no limit
 */
public record Limits(CircuitRules circuit, double ratePerSecond) {

    public Limits {
        checkRate(ratePerSecond);
    }

    boolean limited() {
        return ratePerSecond > 0;
    }

    static void checkRate(double ratePerSecond) {
        if (!(ratePerSecond >= 0 && ratePerSecond < 1_000_000)) {
            throw new BadSetting(
                    "waybill.outbox.rate-per-second",
                    "waybill.outbox.rate-per-second (or an endpoint's ratePerSecond) must be 0 for no limit, or a"
                            + " positive number below a million.");
        }
    }
}
