package dev.waybill.overview;

import java.util.Arrays;
import java.util.Locale;

/** An hour's counts by minute, as a line of 120 by 24. */
public final class Spark {

    private static final int WIDTH = 120;
    private static final int HEIGHT = 24;

    private final long[] counts;

    /** @param counts the counts, the oldest minute first */
    Spark(long[] counts) {
        this.counts = counts.clone();
    }

    /** Returns the points of a polyline. */
    public String points() {
        long most = Math.max(1, most());
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < counts.length; i++) {
            double x = 1 + (WIDTH - 2.0) * i / Math.max(1, counts.length - 1);
            double y = HEIGHT - 2 - (HEIGHT - 4.0) * counts[i] / most;
            points.append(String.format(Locale.ROOT, "%.0f,%.1f ", x, y));
        }
        return points.toString().strip();
    }

    /** Returns the count of the busiest minute. */
    public long most() {
        return Arrays.stream(counts).max().orElse(0);
    }

    public long total() {
        return Arrays.stream(counts).sum();
    }
}
