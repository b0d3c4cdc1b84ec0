package dev.waybill.lint;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.waybill.routes.DidYouMean;
import dev.waybill.routes.EndpointUri;
import dev.waybill.routes.Finding;
import dev.waybill.routes.RouteStep;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every {@code outbox:} that a route sends to has a route that consumes it. A route from one to which no route sends is
 * probably a slip. It is no error, since a replay of many events may send to it.
 */
final class EveryDestinationIsConsumed implements Rule {

    @Override
    public boolean needsAllRoutes() {
        return true;
    }

    @Override
    public Stream<Finding> findings(Routes routes) {
        Map<String, String> consumed = routes.consuming("outbox")
                .map(route -> routes.from(route).name())
                .collect(toMap(name -> name, name -> name, (one, other) -> one));
        Stream<Finding> unknown = routes.steps()
                .flatMap(step -> routes.sends(step)
                        .filter(address -> address.scheme().equals("outbox") && !consumed.containsKey(address.name()))
                        .map(address -> step.finding(address, "sends to %s, which no route consumes".formatted(address))
                                .meaning(DidYouMean.nearest(address.name(), consumed))));
        return Stream.concat(unknown, unnamed(routes));
    }

    private static Stream<Finding> unnamed(Routes routes) {
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
