package dev.waybill.bench;

import java.util.Locale;

/** The step of a run, on stderr: stdout is for the table. */
final class Progress {

    private static final long START = System.nanoTime();

    private Progress() {}

    static void say(String format, Object... values) {
        long seconds = (System.nanoTime() - START) / 1_000_000_000;
        System.err.println("[%3d s] ".formatted(seconds) + String.format(Locale.ROOT, format, values));
    }
}
