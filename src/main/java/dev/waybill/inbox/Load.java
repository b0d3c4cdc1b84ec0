package dev.waybill.inbox;

/**
 * How much may be in one place at once. Whichever is reached first counts.
 *
 * @param items at least 1
 * @param bytes at least 1
 */
record Load(int items, long bytes) {

    Load {
        if (items < 1 || bytes < 1) {
            throw new IllegalArgumentException("A load holds at least one item and one byte: " + items + ", " + bytes);
        }
    }
}
