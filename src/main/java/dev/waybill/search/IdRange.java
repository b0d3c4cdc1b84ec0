package dev.waybill.search;

/**
 * The ids of a search, from the highest down.
 *
 * @param floor the lowest id
 * @param before the highest id plus one
 */
record IdRange(long floor, long before) {

    IdRange below(long id) {
        return new IdRange(floor, Math.min(before, id));
    }

    boolean isEmpty() {
        return before <= floor;
    }
}
