package dev.waybill.sandbox;

import java.util.function.BiConsumer;

/** The stand-in of brokers, without a port: what their topics and queues took, and the switch. */
final class Topics implements AutoCloseable {

    /** The positions of its switch. */
    enum Mode {
        /** Takes all. */
        OK,
        /** No broker answers. */
        DOWN,
        /** Takes nothing, now or later. */
        REFUSE
    }

    private volatile Mode mode = Mode.OK;
    private volatile BiConsumer<String, String> watcher = (line, whole) -> {};

    Mode mode() {
        return mode;
    }

    void mode(Mode mode) {
        this.mode = mode;
    }

    /** Is told a line about each record, and its body. */
    void watch(BiConsumer<String, String> watcher) {
        this.watcher = watcher;
    }

    void took(String line, String whole) {
        watcher.accept(line, whole);
    }

    @Override
    public void close() {
        // nothing is open
    }
}
