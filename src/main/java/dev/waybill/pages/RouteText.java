package dev.waybill.pages;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/** Shows the file that a route was read from. The file may have been edited since. Route files hold no secrets. */
final class RouteText {

    private static final int MOST = 64 << 10;

    private static final String NO_FILE = "This route was not read from a file.";

    private final CamelContext camel;

    RouteText(CamelContext camel) {
        this.camel = camel;
    }

    /** Returns the text, or a sentence why there is none. A route of a template has the template's text. */
    String of(String routeId) {
        Route route = camel.getRoute(routeId);
        if (route == null) {
            return NO_FILE;
        }
        Resource resource = route.getSourceResource();
        RouteDefinition made =
                camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinition(routeId);
        String location = resource != null
                ? resource.getLocation()
                : made == null ? null : made.getInput().getLocation();
        if (location == null) {
            return NO_FILE;
        }
        try (InputStream in =
                PluginHelper.getResourceLoader(camel).resolveResource(location).getInputStream()) {
            return parameters(made) + new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "The file can't be read now: " + location;
        }
    }

    private static String parameters(@Nullable RouteDefinition made) {
        return made == null || made.getTemplateParameters() == null
                ? ""
                : made.getTemplateParameters().entrySet().stream()
                        .map(each -> "#   %s: %s\n".formatted(each.getKey(), each.getValue()))
                        .sorted()
                        .collect(joining("", "# This route is made of the template below, with\n", "\n"));
    }
}
