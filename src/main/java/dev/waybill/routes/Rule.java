package dev.waybill.routes;

import java.util.stream.Stream;

/** One rule that routes must keep. */
@FunctionalInterface
public interface Rule {

    Stream<Finding> findings(Routes routes);
}
