package dev.waybill.lint;

import static java.util.stream.Collectors.groupingBy;

import dev.waybill.routes.Finding;
import dev.waybill.routes.RouteStep;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.RouteDefinition;

/** A source and a destination have one route each: two would share their events at random. */
final class OneConsumerEach implements Rule {

    @Override
    public Stream<Finding> findings(Routes routes) {
        return Stream.of("inbox", "outbox")
                .flatMap(scheme -> routes
                        .consuming(scheme)
                        .collect(groupingBy(
                                route -> routes.from(route).toString(), LinkedHashMap::new, Collectors.toList()))
                        .entrySet()
                        .stream()
                        .flatMap(entry -> extra(entry.getKey(), entry.getValue())));
    }

    private static Stream<Finding> extra(String endpoint, List<RouteDefinition> consumers) {
        RouteDefinition first = consumers.getFirst();
        return consumers.stream()
                .skip(1)
                .map(route -> new RouteStep(route, route)
                        .finding("consumes %s, as route %s does already"
                                .formatted(endpoint, new RouteStep(first, first).routeId())));
    }
}
