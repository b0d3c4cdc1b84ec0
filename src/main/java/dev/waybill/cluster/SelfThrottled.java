package dev.waybill.cluster;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A measurement that never becomes the load that it measures. It rests for a minimum time, and for at least fifty times
 * its own duration. It therefore uses up to 2 % of one connection's time, for tables of any size.
 */
public final class SelfThrottled implements Tick {

    private static final int REST = 50;

    private final Duration rest;
    private final Tick measure;
    private final LongSupplier nanos;
    private long next;

    /** @param rest the shortest time between two measurements */
    public SelfThrottled(Duration rest, Tick measure) {
        this(rest, measure, System::nanoTime);
    }

    SelfThrottled(Duration rest, Tick measure, LongSupplier nanos) {
        this.rest = rest;
        this.measure = measure;
        this.nanos = nanos;
        this.next = nanos.getAsLong();
    }

    /** Measures, or rests. A failed measurement rests too. */
    @Override
    public void tick() {
        long began = nanos.getAsLong();
        if (began - next < 0) {
            return;
        }
        try {
            measure.tick();
        } finally {
            long now = nanos.getAsLong();
            next = now + Math.max(rest.toNanos(), REST * (now - began));
        }
    }
}
