package dev.waybill.live;

import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.util.StringHelper;

/** Tells where routes begin. */
final class RouteStart {

    private static final Set<String> INSIDE = Set.of("direct", "seda", "kamelet", "vertx", "stub", "mock");

    private RouteStart() {}

    /** True if the route begins by itself; false if another route calls it. */
    static boolean isOutside(Endpoint endpoint) {
        return !INSIDE.contains(scheme(endpoint.getEndpointUri()));
    }

    static boolean isOutside(String uri) {
        return !INSIDE.contains(scheme(uri));
    }

    private static String scheme(String uri) {
        return StringHelper.before(uri, ":", uri);
    }
}
