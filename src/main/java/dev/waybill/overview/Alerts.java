package dev.waybill.overview;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.destination.Destinations.Destination;
import dev.waybill.health.CircuitState;
import dev.waybill.overview.Overview.Attention;
import dev.waybill.overview.Overview.Line;
import dev.waybill.overview.Overview.Source;
import dev.waybill.routing.StuckCounts.Stuck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.web.util.UriUtils;

/** Collects the alerts for an operator, each as one sentence with the page where it can be fixed. */
final class Alerts {

    private final List<Attention> found = new ArrayList<>();

    private Alerts() {}

    static List<Attention> of(
            List<Source> sources, List<Line> lines, Stuck stuck, List<String> stopped, List<Attention> others) {
        Alerts needs = new Alerts();
        lines.forEach(needs::look);
        sources.stream()
                .filter(Source::silent)
                .forEach(source -> needs.bad(
                        "%s has sent nothing for a while: check that it runs and can reach this hub."
                                .formatted(source.name()),
                        "/console"));
        needs.look(stuck);
        needs.found.addAll(others);
        stopped.forEach(route -> needs.warn(
                "The route %s does not run on this node.".formatted(route),
                "/console/routes/" + UriUtils.encodePathSegment(route, UTF_8)));
        return needs.found.stream()
                .sorted(Comparator.comparing(Attention::bad).reversed())
                .toList();
    }

    private void look(Line line) {
        Destination now = line.now();
        String page = "/console/destinations/" + UriUtils.encodePathSegment(now.name(), UTF_8);
        if (now.dead() > 0) {
            bad(
                    "%s: %d dead %s for an operator%s."
                            .formatted(
                                    now.name(),
                                    now.dead(),
                                    now.dead() == 1 ? "delivery waits" : "deliveries wait",
                                    line.blocked() == 0
                                            ? ""
                                            : ", %d blocked %s"
                                                    .formatted(
                                                            line.blocked(), line.blocked() == 1 ? "group" : "groups")),
                    page);
        }
        if (now.circuit() != null && now.circuit().state() == CircuitState.OPEN) {
            bad("%s is unreachable: its circuit is open, and it is being probed.".formatted(now.name()), page);
        } else if (now.circuit() != null) {
            warn("%s is recovering: its circuit is half open.".formatted(now.name()), page);
        }
        if (now.pause() != null) {
            found.add(new Attention(
                    false,
                    "%s is paused by %s.".formatted(now.name(), now.pause().who()),
                    page,
                    now.pause().byHub() ? now.pause().reason() : null));
        }
        if (!now.routed() && now.pending() > 0) {
            bad(
                    "%s: %d %s, but no route on this node delivers there."
                            .formatted(
                                    now.name(),
                                    now.pending(),
                                    now.pending() == 1 ? "delivery waits" : "deliveries wait"),
                    page);
        }
    }

    private void look(Stuck stuck) {
        String routing = "/console/routes";
        if (stuck.late() > 0) {
            bad(
                    "%d %s too long for routing: check that the route runs and is fast enough."
                            .formatted(
                                    stuck.late(),
                                    stuck.late() == 1 ? "event waits" : "events wait",
                                    stuck.late() == 1 ? "it" : "them"),
                    routing);
        }
        if (stuck.failed() > 0) {
            bad(
                    "%d %s at routing, %d wait behind: fix the route."
                            .formatted(
                                    stuck.failed(),
                                    stuck.failed() == 1 ? "event failed" : "events failed",
                                    stuck.waiting()),
                    routing);
        }
        if (stuck.unrouted() > 0) {
            warn("Events without a destination in their route: %d.".formatted(stuck.unrouted()), routing);
        }
        if (stuck.verified() > 0) {
            bad("Signed webhooks in quarantine: %d.".formatted(stuck.verified()), "/console/quarantine?ring=VERIFIED");
        }
        if (stuck.unverified() > 0) {
            warn(
                    "Webhooks without a right signature in quarantine: %d.".formatted(stuck.unverified()),
                    "/console/quarantine?ring=UNVERIFIED");
        }
    }

    private void bad(String text, String href) {
        found.add(new Attention(true, text, href));
    }

    private void warn(String text, String href) {
        found.add(new Attention(false, text, href));
    }
}
