package dev.waybill.management;

import java.util.HashMap;
import java.util.Map;

/** So many at once, and only some of them of one caller. */
final class ConcurrencyShare {

    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> inside = new HashMap<>();
    private int all;

    ConcurrencyShare(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Whether the caller may come in; whoever does has to {@link #leave}. */
    synchronized boolean enter(String caller) {
        int own = inside.getOrDefault(caller, 0);
        if (all >= most || own >= mostOfOne) {
            return false;
        }
        inside.put(caller, own + 1);
        all++;
        return true;
    }

    synchronized void leave(String caller) {
        inside.computeIfPresent(caller, (same, own) -> own == 1 ? null : own - 1);
        all--;
    }
}
