package dev.waybill.management;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Reports down while no route runs. A hub that found no routes, as in a wrong directory, is otherwise perfectly
 * healthy.
 */
@Component("routesHealthIndicator")
class RoutesHealth implements HealthIndicator {

    private final CamelContext camel;

    RoutesHealth(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public Health health() {
        long started = camel.getRoutes().stream().filter(this::started).count();
        Health.Builder health = started > 0 ? Health.up() : Health.down();
        return health.withDetail("loaded", camel.getRoutesSize())
                .withDetail("started", started)
                .build();
    }

    private boolean started(Route route) {
        ServiceStatus status = camel.getRouteController().getRouteStatus(route.getRouteId());
        return status != null && status.isStarted();
    }
}
