package dev.waybill.live;

import java.util.List;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Reports down while no route runs. A hub that found no routes, as in a wrong directory, is otherwise perfectly
 * healthy.
 */
@Component("routesHealthIndicator")
public class RoutesHealth implements HealthIndicator {

    private final LiveRoutes routes;
    private final RevisionState revision;

    RoutesHealth(LiveRoutes routes, RevisionState revision) {
        this.routes = routes;
        this.revision = revision;
    }

    @Override
    public Health health() {
        List<Route> all = routes.all();
        long started = all.stream().filter(RoutesHealth::started).count();
        Health.Builder health = started > 0 ? Health.up() : Health.down();
        health.withDetail("loaded", all.size()).withDetail("started", started);
        List<String> failing = routes.failing();
        withDetail(health, "failing", failing.isEmpty() ? null : failing);
        withDetail(health, "revision", revision.number());
        withDetail(health, "live", revision.wanted());
        withDetail(health, "canary", revision.canary());
        withDetail(health, "problem", revision.problem());
        return health.build();
    }

    private static void withDetail(Health.Builder health, String name, @Nullable Object value) {
        if (value != null) {
            health.withDetail(name, value);
        }
    }

    private static boolean started(Route route) {
        ServiceStatus status = route.getCamelContext().getRouteController().getRouteStatus(route.getRouteId());
        return status != null && status.isStarted();
    }
}
