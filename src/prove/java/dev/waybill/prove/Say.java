package dev.waybill.prove;

import java.io.PrintStream;

/** The harness's words to its watcher, with the seconds since it began. */
final class Say {

    private final PrintStream to;
    private final long started = System.nanoTime();

    Say(PrintStream to) {
        this.to = to;
    }

    void line(String text) {
        to.printf("%5.0f s  %s%n", (System.nanoTime() - started) / 1e9, text);
    }
}
