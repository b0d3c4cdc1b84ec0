package dev.waybill.cluster;

import java.util.List;
import java.util.Map;

/**
 * What a room wants to know of the database once a second: whether there is work whose time has come, or whose wake-up
 * was lost. All questions of a node travel in one statement, so that an idle hub leaves the database alone.
 */
public interface Poll {

    /** A query with one column of text; its named parameters are unlike those of every other question. */
    String sql();

    Map<String, ?> parameters();

    /** Takes the answer, which may be empty. May throw: it is asked again in a second. */
    void answered(List<String> names);
}
