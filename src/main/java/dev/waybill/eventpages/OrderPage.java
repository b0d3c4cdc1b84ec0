package dev.waybill.eventpages;

import dev.waybill.body.ShownBodies;
import dev.waybill.history.OrderView;
import dev.waybill.history.Orders;
import dev.waybill.history.Orders.OrderLookup;
import dev.waybill.history.WaitReason.Why;
import dev.waybill.pages.PageController;
import dev.waybill.pages.PageProblem.Forbidden;
import dev.waybill.pages.PageProblem.InvalidInput;
import dev.waybill.pages.PageProblem.NotFound;
import dev.waybill.pages.PageProblem.SearchBusy;
import dev.waybill.search.InvalidQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * One order: its events in order, and for each wait the cause and the reason. A delivery that blocks the order has two
 * commands.
 */
@PageController
class OrderPage {

    private final Orders orders;
    private final ShownBodies bodies;

    OrderPage(Orders orders, ShownBodies bodies) {
        this.orders = orders;
        this.bodies = bodies;
    }

    /** A delivery that blocks the order until an operator acts. */
    public record Holder(long event, OrderView.Leg leg) {}

    /**
     * Shows the order. The message group is a parameter, not a part of the path, because senders choose it, slashes and
     * dots included.
     */
    @GetMapping("/console/orders")
    String order(
            @RequestParam String group,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "0") long after,
            Model model,
            HttpServletRequest who) {
        if (bodies.hidesSearch("GROUP", who::isUserInRole)) {
            throw new Forbidden(ShownBodies.NO_SEARCH);
        }
        model.addAttribute("group", group);
        switch (find(group, source, after)) {
            case OrderLookup.None none -> throw new NotFound("No event has the message group %s.".formatted(group));
            case OrderLookup.Busy busy -> throw new SearchBusy();
            case OrderLookup.Several(List<String> sources) -> model.addAttribute("sources", sources);
            case OrderLookup.One(OrderView order) -> {
                model.addAttribute("order", order);
                model.addAttribute("after", after);
                model.addAttribute("holders", holders(order));
                model.addAttribute("stuck", order.events().stream().anyMatch(OrderPage::stuckAtRouting));
            }
        }
        return "order";
    }

    private OrderLookup find(String group, String source, long after) {
        try {
            return orders.find(source.isEmpty() ? null : source, group, after);
        } catch (InvalidQuery unfit) {
            throw new InvalidInput(String.valueOf(unfit.getMessage()));
        }
    }

    private static List<Holder> holders(OrderView order) {
        return order.events().stream()
                .flatMap(member -> member.deliveries().stream()
                        .filter(OrderPage::holds)
                        .map(leg -> new Holder(member.event().id(), leg)))
                .toList();
    }

    private static boolean stuckAtRouting(OrderView.Member member) {
        return member.waits() != null
                && (member.waits().why() == Why.ROUTE_FAILED || member.waits().why() == Why.NO_DESTINATION);
    }

    private static boolean holds(OrderView.Leg leg) {
        return leg.waits() != null && leg.waits().why() == Why.DEAD;
    }
}
