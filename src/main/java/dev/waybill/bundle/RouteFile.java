package dev.waybill.bundle;

import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;

/** The file that a route was made of. Camel gives a route of a template no resource, only the template's place. */
public final class RouteFile {

    private RouteFile() {}

    /** Returns its location as Camel's resource loader reads it; null if it was not read from a file. */
    public static @Nullable String location(Route route) {
        Resource resource = route.getSourceResource();
        RouteDefinition made = definition(route);
        return resource != null
                ? resource.getLocation()
                : made == null ? null : made.getInput().getLocation();
    }

    /** Returns its definition, with the values that it gives to its template; null if Camel keeps none. */
    public static @Nullable RouteDefinition definition(Route route) {
        return route.getCamelContext()
                .getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRouteDefinition(route.getRouteId());
    }
}
