package dev.waybill.lint;

import static java.util.stream.Collectors.toMap;

import dev.waybill.routes.DidYouMean;
import dev.waybill.routes.Finding;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import java.util.Map;
import java.util.stream.Stream;

/** Every {@code outbox:} that a route sends to has a route that consumes it. */
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
        return routes.steps()
                .flatMap(step -> routes.sends(step)
                        .filter(address -> address.scheme().equals("outbox") && !consumed.containsKey(address.name()))
                        .map(address -> step.finding(address, "sends to %s, which no route consumes".formatted(address))
                                .meaning(DidYouMean.nearest(address.name(), consumed))));
    }
}
