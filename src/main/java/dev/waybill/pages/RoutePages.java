package dev.waybill.pages;

import dev.waybill.live.LiveRoutes;
import dev.waybill.overview.OverviewCache;
import dev.waybill.overview.RouteStates;
import dev.waybill.pages.PageProblem.InvalidInput;
import dev.waybill.pages.PageProblem.NotFound;
import dev.waybill.reroute.BulkReroute;
import dev.waybill.routing.StuckCounts;
import java.security.Principal;
import java.util.Arrays;
import org.apache.camel.Route;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The routes of this node: steps, state, and the commands to start and stop. */
@PageController
@RequestMapping("/console/routes")
class RoutePages {

    private final LiveRoutes live;
    private final RouteStates routes;
    private final RouteCommands commands;
    private final StuckCounts stuck;
    private final BulkReroute routing;
    private final OverviewCache flow;

    RoutePages(
            LiveRoutes live,
            RouteStates routes,
            RouteCommands commands,
            StuckCounts stuck,
            BulkReroute routing,
            OverviewCache flow) {
        this.live = live;
        this.routes = routes;
        this.commands = commands;
        this.stuck = stuck;
        this.routing = routing;
        this.flow = flow;
    }

    @GetMapping
    String all(Model model) {
        model.addAttribute("routes", routes.all());
        model.addAttribute("stuck", stuck.count());
        return "routes";
    }

    @GetMapping("/{id}")
    String one(
            @PathVariable String id,
            Model model,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean refresh) {
        model.addAttribute("route", routes.find(id).orElseThrow(() -> new NotFound(absent(id))));
        if (!refresh) { // text and drawing change with a revision only
            Route route = live.find(id).orElseThrow(() -> new NotFound(absent(id)));
            model.addAttribute("text", RouteText.of(route));
            model.addAttribute("boxes", RouteDrawing.of(route.getCamelContext(), id));
        }
        return "route";
    }

    @PostMapping("/{id}")
    String command(
            @PathVariable String id,
            @RequestParam String verb,
            @RequestParam String reason,
            Principal who,
            RedirectAttributes next) {
        var result = commands.command(id, verb, CommandRedirect.command(who, reason));
        flow.forget();
        next.addAttribute("id", id);
        return CommandRedirect.of(result, "/console/routes/{id}", absent(id), next);
    }

    /** Routes all events again that no route could decide, after the route is fixed. */
    @PostMapping("/again")
    String routeAgain(@RequestParam String state, @RequestParam String reason, Principal who, RedirectAttributes next) {
        BulkReroute.Stuck which = Arrays.stream(BulkReroute.Stuck.values())
                .filter(stuck -> stuck.name().equals(state))
                .findFirst()
                .orElseThrow(() -> new InvalidInput("Only FAILED or UNROUTED events can be routed again."));
        var routed = routing.route(new BulkReroute.Filter(which, null, null), CommandRedirect.command(who, reason));
        flow.forget();
        CommandRedirect.done(
                next,
                "%d %s routed again.%s"
                        .formatted(
                                routed.events(),
                                routed.events() == 1 ? "event is" : "events are",
                                routed.more() ? " There are more: repeat the command to continue." : ""));
        return "redirect:/console/routes";
    }

    private static String absent(String id) {
        return "There is no route %s on this node.".formatted(id);
    }
}
