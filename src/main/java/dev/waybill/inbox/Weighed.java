package dev.waybill.inbox;

/** Something that takes memory while it waits. */
interface Weighed {

    /** Roughly, in bytes. */
    long weight();
}
