package dev.waybill.management;

import java.util.HashMap;
import java.util.Map;

/** Limits the requests in flight, of all callers together and of each. */
final class ConcurrencyShare {

    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> inside = new HashMap<>();
    private int all;

    ConcurrencyShare(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** True if the caller may come in. Each caller that did has to {@link #leave}. */
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
