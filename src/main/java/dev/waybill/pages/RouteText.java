package dev.waybill.pages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/** Shows the file that a route was read from. The file may have been edited since. Route files hold no secrets. */
final class RouteText {

    private static final int MOST = 64 << 10;

    private final CamelContext camel;

    RouteText(CamelContext camel) {
        this.camel = camel;
    }

    /** Returns the text, or a sentence why there is none. */
    String of(String routeId) {
        Route route = camel.getRoute(routeId);
        Resource resource = route == null ? null : route.getSourceResource();
        if (resource == null) {
            return "This route was not read from a file.";
        }
        try (InputStream in = PluginHelper.getResourceLoader(camel)
                .resolveResource(resource.getLocation())
                .getInputStream()) {
            return new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "The file can't be read now: " + resource.getLocation();
        }
    }
}
