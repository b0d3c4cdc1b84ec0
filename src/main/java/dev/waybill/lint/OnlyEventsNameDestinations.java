package dev.waybill.lint;

import dev.waybill.routes.Finding;
import dev.waybill.routes.RouteStep;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import dev.waybill.routes.Sends;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/** A destination is named for an event: a route that does not begin with {@code inbox:} has no event to deliver. */
final class OnlyEventsNameDestinations implements Rule {

    @Override
    public boolean needsAllRoutes() {
        return true;
    }

    @Override
    public Stream<Finding> findings(Routes routes) {
        Set<RouteDefinition> behind = routes.behind("inbox");
        boolean computed = routes.stepsBehind("inbox").anyMatch(OnlyEventsNameDestinations::isComputed);
        return routes.steps()
                .filter(step -> !behind.contains(step.route()))
                .filter(step -> !computed || !routes.from(step.route()).scheme().equals("direct"))
                .flatMap(step -> routes.sends(step)
                        .filter(address -> address.scheme().equals("outbox"))
                        .map(address -> step.finding(
                                address,
                                "sends to %s, but does not start from inbox:, so it has no event to deliver"
                                        .formatted(address))));
    }

    /**
     * True if the step's target is computed: it may lead to any {@code direct:} route, so none of them counts as
     * unreachable.
     */
    static boolean isComputed(RouteStep step) {
        return (step.node() instanceof ToDynamicDefinition
                        || step.node() instanceof RecipientListDefinition<?>
                        || step.node() instanceof RoutingSlipDefinition<?>)
                && Sends.uris(step.node()).findAny().isEmpty();
    }
}
