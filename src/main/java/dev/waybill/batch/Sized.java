package dev.waybill.batch;

/** An item that takes memory while it waits. */
public interface Sized {

    /** Returns the approximate size in bytes. */
    long weight();
}
