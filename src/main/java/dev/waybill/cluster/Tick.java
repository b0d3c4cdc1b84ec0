package dev.waybill.cluster;

/** Something a node does about once a second: rescue, or look for work whose wake-up was lost. */
@FunctionalInterface
public interface Tick {

    /** One step. May throw: the pulse logs it and goes on, the next second tries again. */
    void tick();
}
