package dev.waybill.routes;

import java.util.stream.Stream;

/** One rule that routes must keep. */
@FunctionalInterface
public interface Rule {

    Stream<Finding> findings(Routes routes);

    /** True if it compares routes with each other, so that it can say nothing while one of them can't be read. */
    default boolean needsAllRoutes() {
        return false;
    }
}
