package dev.waybill.batch;

/** Something that takes memory while it waits. */
public interface Sized {

    /** Roughly, in bytes. */
    long weight();
}
