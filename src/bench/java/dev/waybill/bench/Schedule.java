package dev.waybill.bench;

import java.time.Duration;

/** When each of a fixed number of requests a second is meant to be sent, whatever became of the ones before. */
record Schedule(long startNanos, int perSecond) {

    long intendedNanos(long number) {
        return startNanos + number * 1_000_000_000L / perSecond;
    }

    long count(Duration time) {
        return time.toMillis() * perSecond / 1000;
    }
}
