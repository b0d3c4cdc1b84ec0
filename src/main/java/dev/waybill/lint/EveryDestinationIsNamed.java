package dev.waybill.lint;

import static java.util.stream.Collectors.toSet;

import dev.waybill.routes.EndpointUri;
import dev.waybill.routes.Finding;
import dev.waybill.routes.RouteStep;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Some route sends to each destination. Another is probably a slip; it is no error, since a replay of many events may
 * send to it.
 */
final class EveryDestinationIsNamed implements Rule {

    @Override
    public boolean needsAllRoutes() {
        return true;
    }

    @Override
    public Stream<Finding> findings(Routes routes) {
        if (routes.steps().anyMatch(OnlyEventsNameDestinations::isComputed)) {
            return Stream.empty(); // it may lead to any of them
        }
        Set<String> named = routes.steps()
                .flatMap(routes::sends)
                .filter(address -> address.scheme().equals("outbox"))
                .map(EndpointUri::name)
                .collect(toSet());
        return routes.consuming("outbox")
                .filter(route -> !named.contains(routes.from(route).name()))
                .map(route -> {
                    EndpointUri from = routes.from(route);
                    return new RouteStep(route, route)
                            .finding(from, "starts from %s, to which no route sends".formatted(from))
                            .asWarning();
                });
    }
}
