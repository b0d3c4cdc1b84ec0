package dev.waybill.bundle;

import java.util.Set;
import org.apache.camel.Endpoint;

/** Tells where routes begin. */
public final class RouteStart {

    private static final Set<String> INSIDE = Set.of("direct", "seda", "kamelet", "vertx", "stub", "mock");

    private static final Set<String> STAND_BY = Set.of("inbox", "outbox", "platform-http");

    private RouteStart() {}

    /** True if the route begins by itself; false if another route calls it. */
    public static boolean isOutside(Endpoint endpoint) {
        return !INSIDE.contains(scheme(endpoint.getEndpointUri()));
    }

    public static boolean isOutside(String uri) {
        return !INSIDE.contains(scheme(uri));
    }

    /** True if its consumer can stand by: it is ready, and takes no work. */
    public static boolean standsBy(String uri) {
        return STAND_BY.contains(scheme(uri));
    }

    /** Returns the scheme of an address such as {@code outbox:erp} or {@code platform-http?path=…}. */
    private static String scheme(String uri) {
        return uri.split("[:?]", 2)[0];
    }
}
