package dev.waybill.cluster;

import java.util.List;
import java.util.Map;

/**
 * A query that a node runs once a second: for work that is due by time, or whose wake-up was lost. All polls of a node
 * run in one statement, so that an idle hub leaves the database alone.
 */
public interface Poll {

    /** Returns a query with one column of text; its named parameters differ from those of every other poll. */
    String sql();

    Map<String, ?> parameters();

    /** Takes the answer, which may be empty. May throw an exception: the poll runs again in a second. */
    void answered(List<String> names);
}
