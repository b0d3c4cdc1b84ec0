package dev.waybill.search;

/**
 * The ids that a search goes through, from the highest down.
 *
 * @param floor the lowest
 * @param before the highest and one
 */
record Span(long floor, long before) {

    Span below(long id) {
        return new Span(floor, Math.min(before, id));
    }

    boolean isEmpty() {
        return before <= floor;
    }
}
