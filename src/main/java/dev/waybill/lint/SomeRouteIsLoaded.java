package dev.waybill.lint;

import dev.waybill.routes.Finding;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A hub without routes is healthy and accepts nothing, most likely because it was started in another folder. */
final class SomeRouteIsLoaded implements Rule {

    @Override
    public boolean needsAllRoutes() {
        return true;
    }

    @Override
    public Stream<Finding> findings(Routes routes) {
        return routes.all().isEmpty()
                ? Stream.of(new Finding(
                        null,
                        0,
                        "",
                        "No route was loaded: camel.main.routes-include-pattern finds none from the working directory "
                                + Path.of("").toAbsolutePath()))
                : Stream.empty();
    }
}
