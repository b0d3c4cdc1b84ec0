package dev.waybill.house.sample.inbox;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.function.Supplier;

/** Reads the time of day in every forbidden way. */
final class WallClock {

    long millis() {
        return System.currentTimeMillis();
    }

    Instant instant() {
        return Instant.now();
    }

    Supplier<Instant> later() {
        return Instant::now;
    }

    Date date() {
        return new Date();
    }

    Clock first() {
        return Clock.systemDefaultZone();
    }

    Clock second() {
        return Clock.systemUTC();
    }

    Clock third() {
        return Clock.systemUTC();
    }
}
