package dev.waybill.pages;

import dev.waybill.live.LiveRoutes;
import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.operator.CommandResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops a route of this node, until the next start of the hub. Work in progress ends first at a stop, as at
 * a shutdown. Waiting work stays where it is, and another node with this route goes on with it. Pausing a destination
 * instead holds for all nodes.
 */
final class RouteCommands {

    private static final Logger LOG = LoggerFactory.getLogger(RouteCommands.class);

    private final LiveRoutes routes;
    private final Audit audit;

    RouteCommands(LiveRoutes routes, Audit audit) {
        this.routes = routes;
        this.audit = audit;
    }

    /**
     * Runs the command. The audit row is committed first, so that the audit has even a stop that the hub does not
     * survive.
     */
    CommandResult command(String id, String verb, Command command) {
        if (routes.find(id).isEmpty()) {
            return new CommandResult.NotFound();
        }
        if (!verb.equals("start") && !verb.equals("stop")) {
            return new CommandResult.NotPossible("A route can be started or stopped.");
        }
        audit.record(command, verb, "route", id);
        try {
            if (verb.equals("start")) {
                routes.start(id);
                return new CommandResult.Applied("The route %s runs on this node.".formatted(id));
            }
            routes.stop(id);
            return new CommandResult.Applied(
                    "The route %s is stopped on this node, until the route or the hub is started again.".formatted(id));
        } catch (Exception e) { // a component may throw anything
            LOG.warn("The route {} did not {}; it stays as it is, and the page reports the failure", id, verb, e);
            return new CommandResult.NotPossible("It did not %s: %s".formatted(verb, e.getMessage()));
        }
    }
}
