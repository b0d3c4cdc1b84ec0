package dev.waybill.pages;

import dev.waybill.body.ShownBodies;
import dev.waybill.search.FoundOrder;
import dev.waybill.search.Order;
import dev.waybill.search.Orders;
import dev.waybill.search.UnfitQuery;
import dev.waybill.search.Wait.Why;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One order: its events in order, what waits behind what, why, and the two buttons for what holds it. */
@Controller
class OrderPage {

    private final Orders orders;
    private final ShownBodies bodies;

    OrderPage(Orders orders, ShownBodies bodies) {
        this.orders = orders;
        this.bodies = bodies;
    }

    /** A delivery that holds the order until an operator acts. */
    public record Holder(long event, Order.Leg leg) {}

    /** The group is a parameter and no part of the path: whoever sends events chooses it, slashes and dots among it. */
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
            case FoundOrder.None none ->
                throw new Absent("No event is known by the message group %s.".formatted(group));
            case FoundOrder.Busy busy -> throw new Busy();
            case FoundOrder.Several(List<String> sources) -> model.addAttribute("sources", sources);
            case FoundOrder.One(Order order) -> {
                model.addAttribute("order", order);
                model.addAttribute("after", after);
                model.addAttribute("holders", holders(order));
                model.addAttribute("stuck", order.events().stream().anyMatch(OrderPage::stuckAtRouting));
            }
        }
        return "order";
    }

    private FoundOrder find(String group, String source, long after) {
        try {
            return orders.find(source.isEmpty() ? null : source, group, after);
        } catch (UnfitQuery unfit) {
            throw new Unfit(String.valueOf(unfit.getMessage()));
        }
    }

    private static List<Holder> holders(Order order) {
        return order.events().stream()
                .flatMap(member -> member.deliveries().stream()
                        .filter(OrderPage::holds)
                        .map(leg -> new Holder(member.event().id(), leg)))
                .toList();
    }

    private static boolean stuckAtRouting(Order.Member member) {
        return member.waits() != null
                && (member.waits().why() == Why.ROUTE_FAILED || member.waits().why() == Why.NO_DESTINATION);
    }

    private static boolean holds(Order.Leg leg) {
        return leg.waits() != null && leg.waits().why() == Why.DEAD;
    }
}
