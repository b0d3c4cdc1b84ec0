package dev.waybill.search;

import java.util.Map;

/**
 * The one condition of a query by which events are found; the other conditions are checked afterwards.
 *
 * @param sql finds the ids below {@code :before}, not below {@code :floor}, newest first, looking at {@code :most}
 *     rows; returns one row: {@code ids}, the number {@code looked} at, and the {@code last} id among them
 * @param parameters the statement's other parameters
 * @param mostRows limit of the rows looked at in one statement
 * @param cuts true if an event has several rows, so that a limit may cut the last event's rows
 */
record SearchPlan(String sql, Map<String, ?> parameters, int mostRows, boolean cuts) {

    /** Makes a plan whose rows all match the condition, as an index finds them. */
    static SearchPlan exact(String sql, Map<String, ?> parameters) {
        return new SearchPlan(sql, parameters, 2_000, false);
    }

    /** Makes a plan that looks at many rows and keeps few. */
    static SearchPlan walk(String sql, Map<String, ?> parameters) {
        return new SearchPlan(sql, parameters, 20_000, false);
    }
}
