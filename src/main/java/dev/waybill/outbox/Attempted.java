package dev.waybill.outbox;

import java.time.Duration;
import java.time.Instant;

/** An attempt that ended, and what follows from it. */
record Attempted(Leased leased, Outcome outcome, Verdict verdict, Instant startedAt, Duration took) {

    LaneLease lease() {
        return leased.lease();
    }

    Delivery delivery() {
        return leased.delivery();
    }
}
