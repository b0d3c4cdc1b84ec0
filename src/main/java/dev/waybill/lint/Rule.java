package dev.waybill.lint;

import java.util.stream.Stream;

/** One thing that routes must keep to. */
@FunctionalInterface
interface Rule {

    Stream<Finding> findings(Routes routes);
}
