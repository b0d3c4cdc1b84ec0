package dev.waybill.overview;

import dev.waybill.live.LiveRoutes;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;

/** The routes of this node and their state. */
public final class RouteStates {

    private final LiveRoutes routes;
    private final RouteCounts counts;

    public RouteStates(LiveRoutes routes, RouteCounts counts) {
        this.routes = routes;
        this.counts = counts;
    }

    /**
     * A route as an operator sees it.
     *
     * @param uptime the time since its last start; empty while it is stopped
     * @param done the number of exchanges that succeeded since the hub's start
     * @param failed the number of exchanges that failed since then
     * @param inFlight the number of exchanges in progress
     */
    public record State(
            String id,
            String description,
            String file,
            String status,
            String uptime,
            long done,
            long failed,
            int inFlight) {

        public boolean started() {
            return status.equals("started");
        }
    }

    public List<State> all() {
        return routes.all().stream()
                .map(this::state)
                .sorted(Comparator.comparing(State::id))
                .toList();
    }

    public Optional<State> find(String id) {
        return routes.find(id).map(this::state);
    }

    /** Returns the ids of routes that do not run. */
    List<String> stopped() {
        return all().stream().filter(state -> !state.started()).map(State::id).toList();
    }

    private State state(Route route) {
        String id = route.getId();
        ServiceStatus status = route.getCamelContext().getRouteController().getRouteStatus(id);
        RouteCounts.Count count = counts.of(id);
        String place = route.getSourceLocationShort();
        return new State(
                id,
                String.valueOf(route.getDescription() == null ? "" : route.getDescription()),
                place == null ? "" : place,
                status == null ? "stopped" : status.name().toLowerCase(Locale.ROOT),
                status != null && status.isStarted() ? route.getUptime() : "",
                count.done(),
                count.failed(),
                route.getCamelContext().getInflightRepository().size(id));
    }
}
