package dev.waybill.prove;

import java.util.ArrayList;
import java.util.List;

/** Whether a count grew no faster than so much a second, over any stretch of time. */
final class Allowance {

    /** The number that may come at once: two unused seconds' worth, and one more for the moment of the count. */
    private static final int SECONDS_AT_ONCE = 3;

    private record Reading(long at, long count) {}

    private final int perSecond;
    private final List<Reading> readings = new ArrayList<>();
    private String worst = "";
    private boolean kept = true;

    Allowance(int perSecond) {
        this.perSecond = perSecond;
    }

    /** @param at ms */
    void note(long at, long count) {
        for (Reading before : readings) {
            double most = perSecond * ((at - before.at) / 1e3 + SECONDS_AT_ONCE);
            if (kept && count - before.count > most) {
                kept = false;
                worst = "%d within %d ms".formatted(count - before.count, at - before.at);
            }
        }
        readings.add(new Reading(at, count));
    }

    boolean kept() {
        return kept;
    }

    /** The first stretch that was too fast; empty if none was. */
    String worst() {
        return worst;
    }

    long latest() {
        return readings.isEmpty() ? 0 : readings.getLast().count;
    }
}
