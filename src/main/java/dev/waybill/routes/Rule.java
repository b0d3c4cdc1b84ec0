package dev.waybill.routes;

import java.util.stream.Stream;

/** One thing that routes must keep to. */
@FunctionalInterface
public interface Rule {

    Stream<Finding> findings(Routes routes);
}
