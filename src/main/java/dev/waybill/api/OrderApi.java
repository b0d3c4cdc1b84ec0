package dev.waybill.api;

import dev.waybill.body.ShownBodies;
import dev.waybill.history.OrderView;
import dev.waybill.history.Orders;
import dev.waybill.history.Orders.OrderLookup;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * One order as JSON: its events in order, and for each wait the cause and the reason. The message group is a parameter,
 * not a part of the path. Senders choose it, and it may hold slashes and dots.
 */
@RestController
@RequestMapping("/api/orders")
class OrderApi {

    private final Orders orders;

    private final ShownBodies bodies;

    OrderApi(Orders orders, ShownBodies bodies) {
        this.orders = orders;
        this.bodies = bodies;
    }

    @GetMapping
    OrderView order(
            @RequestParam String group,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(defaultValue = "0") long after,
            HttpServletRequest who) {
        if (bodies.hidesSearch("GROUP", who::isUserInRole)) {
            throw ApiResponses.forbidden(ShownBodies.NO_SEARCH);
        }
        return switch (orders.find(source, group, after)) {
            case OrderLookup.One(OrderView order) -> order;
            case OrderLookup.None none -> throw ApiResponses.notFound("No event has this message group");
            case OrderLookup.Several(var sources) ->
                throw ApiResponses.badRequest(
                        "Several sources have this message group; name the \"source\": " + String.join(", ", sources));
            case OrderLookup.Busy busy ->
                throw ApiResponses.unavailable("All search connections are in use: try again in a moment.");
        };
    }
}
