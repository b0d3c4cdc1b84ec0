package dev.waybill.cluster;

/** A task of a node that runs about once a second: rescue, or look for work whose wake-up was lost. */
@FunctionalInterface
public interface Tick {

    /** Runs one step. May throw an exception: the heartbeat logs it, and the next second tries again. */
    void tick();
}
