package dev.waybill.routes;

import org.apache.camel.NamedNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/**
 * One node of a route.
 *
 * @param route the route that holds it
 * @param node the node; the route itself if all of it is meant
 */
public record RouteStep(RouteDefinition route, ProcessorDefinition<?> node) {

    public String routeId() {
        String id = route.getRouteId();
        return id == null ? "without an id" : id;
    }

    /** Returns the nearest node that knows its line: itself, a node around it, or the route's beginning. */
    NamedNode place() {
        for (NamedNode at = node; at != null && at != route; at = at.getParent()) {
            if (at.getLineNumber() > 0) {
                return at;
            }
        }
        return route.getLineNumber() > 0 ? route : route.getInput();
    }

    /** Makes a finding at a line that is known better than the step's. */
    public Finding finding(YamlPlaces.@Nullable Place at, String sentence) {
        Finding found = finding(sentence);
        return at == null ? found : found.at(at.line(), at.column());
    }

    public Finding finding(String sentence) {
        return finding((EndpointUri) null, sentence);
    }

    /** Makes a finding at the place of an address in the step. */
    public Finding finding(@Nullable EndpointUri address, String sentence) {
        return StepPlace.of(this, Finding.of(this, "route %s %s".formatted(routeId(), sentence)), address);
    }
}
