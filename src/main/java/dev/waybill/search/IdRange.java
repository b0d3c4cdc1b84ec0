package dev.waybill.search;

/**
 * The ids that a search goes through, from the highest down.
 *
 * @param floor the lowest
 * @param before the highest and one
 */
record IdRange(long floor, long before) {

    IdRange below(long id) {
        return new IdRange(floor, Math.min(before, id));
    }

    boolean isEmpty() {
        return before <= floor;
    }
}
