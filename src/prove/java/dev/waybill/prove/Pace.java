package dev.waybill.prove;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets so many a second pass; what could not be used is made up for, a little. */
final class Pace {

    private static final long MADE_UP = TimeUnit.SECONDS.toNanos(5);

    private final long step;
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    Pace(double perSecond) {
        this.step = Math.round(TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    /** Returns when the turn was due, by {@link System#nanoTime}. */
    long await() throws InterruptedException {
        long turn = next.updateAndGet(before -> Math.max(before, System.nanoTime() - MADE_UP) + step);
        long wait = turn - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
        return turn;
    }
}
