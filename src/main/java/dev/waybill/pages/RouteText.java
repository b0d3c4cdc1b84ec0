package dev.waybill.pages;

import static java.util.stream.Collectors.joining;

import dev.waybill.bundle.RouteFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/** Shows the file that a route was made of, as it was then. Route files hold no secrets. */
final class RouteText {

    private static final int MOST = 64 << 10;

    private RouteText() {}

    /** Returns the text, or a sentence why there is none. A route of a template has the template's text. */
    static String of(Route route) {
        String location = RouteFile.location(route);
        if (location == null) {
            return "This route was not read from a file.";
        }
        try (InputStream in = PluginHelper.getResourceLoader(route.getCamelContext())
                .resolveResource(location)
                .getInputStream()) {
            return parameters(RouteFile.definition(route)) + new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
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
