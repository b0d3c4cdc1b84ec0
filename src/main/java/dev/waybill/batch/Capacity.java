package dev.waybill.batch;

/**
 * A limit in items and in bytes; the first one reached counts.
 *
 * @param items at least 1
 * @param bytes at least 1
 */
public record Capacity(int items, long bytes) {

    public Capacity {
        if (items < 1 || bytes < 1) {
            throw new IllegalArgumentException("A load holds at least one item and one byte: " + items + ", " + bytes);
        }
    }
}
