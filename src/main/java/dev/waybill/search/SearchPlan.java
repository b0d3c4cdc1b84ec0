package dev.waybill.search;

import java.util.Map;

/**
 * The one condition of a query by which events are found; the others are asked of what it finds.
 *
 * @param sql finds the ids below {@code :before}, not below {@code :floor}, newest first, looking at {@code :most} rows;
 *     one row of {@code ids}, how many rows were {@code looked} at, and the {@code last} id among them
 * @param parameters the statement's others
 * @param mostRows to look at in one statement
 * @param cuts whether an event has several rows, of which the last one's may not all have been seen
 */
record SearchPlan(String sql, Map<String, ?> parameters, int mostRows, boolean cuts) {

    /** What is found by an index is all wanted. */
    static SearchPlan exact(String sql, Map<String, ?> parameters) {
        return new SearchPlan(sql, parameters, 2_000, false);
    }

    /** What is walked over is looked at and mostly left. */
    static SearchPlan walk(String sql, Map<String, ?> parameters) {
        return new SearchPlan(sql, parameters, 20_000, false);
    }
}
