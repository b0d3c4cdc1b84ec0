package dev.waybill.eventpages;

import dev.waybill.history.DeliveryLog;
import dev.waybill.operator.Command;
import dev.waybill.operator.CommandResult;
import dev.waybill.outbox.DeliveryCommands;
import dev.waybill.overview.OverviewCache;
import dev.waybill.pages.CommandRedirect;
import dev.waybill.pages.PageController;
import dev.waybill.pages.PageProblem.InvalidInput;
import dev.waybill.reroute.EventCommands;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The commands on one event and its deliveries, from its page and from its order's. */
@PageController
@RequestMapping("/console/events/{id}")
class EventForms {

    private final EventCommands events;
    private final DeliveryCommands deliveries;
    private final DeliveryLog ledger;
    private final OverviewCache flow;

    EventForms(EventCommands events, DeliveryCommands deliveries, DeliveryLog ledger, OverviewCache flow) {
        this.events = events;
        this.deliveries = deliveries;
        this.ledger = ledger;
        this.flow = flow;
    }

    /** Commands the event's routing. */
    @PostMapping
    String routing(
            @PathVariable long id,
            @RequestParam String verb,
            @RequestParam String reason,
            Principal who,
            RedirectAttributes next) {
        Command command = CommandRedirect.command(who, reason);
        CommandResult result =
                switch (verb) {
                    case "route" -> events.route(id, command);
                    case "discard" -> events.discard(id, command);
                    default -> throw new InvalidInput("An event can be routed again or discarded.");
                };
        flow.forget();
        return CommandRedirect.of(result, "/console/events/" + id, EventPages.absent(id), next);
    }

    /**
     * Replays the event's newest delivery to each destination. Each replay is a commit of its own, so that a failure
     * undoes no other. The page reports successes and failures.
     */
    @PostMapping("/replay")
    String replayAll(
            @PathVariable long id,
            @RequestParam String reason,
            @RequestParam(defaultValue = "false") boolean confirm,
            Principal who,
            RedirectAttributes next) {
        Command command = CommandRedirect.command(who, reason);
        List<DeliveryLog.Entry> newest = EventPages.newest(ledger.ofEvent(id));
        List<String> not = new ArrayList<>();
        for (DeliveryLog.Entry delivery : newest) {
            switch (deliveries.replay(delivery.id(), command, confirm)) {
                case CommandResult.NotPossible(String why) -> not.add(delivery.destination() + ": " + why);
                case CommandResult.Unavailable(String why) -> not.add(delivery.destination() + ": " + why);
                case CommandResult.NeedsConfirmation(String why) -> not.add(delivery.destination() + ": " + why);
                case CommandResult.NotFound() -> not.add(delivery.destination() + ": it was purged in the meantime.");
                case CommandResult.Done done -> {
                    // The message counts these.
                }
                case CommandResult.Applied applied -> {
                    // The message counts these too.
                }
            }
        }
        flow.forget();
        CommandRedirect.done(
                next, "%d of %d deliveries are due now.".formatted(newest.size() - not.size(), newest.size()));
        if (!not.isEmpty()) {
            CommandRedirect.not(next, String.join(" ", not));
        }
        return "redirect:/console/events/" + id;
    }

    /** @param order the message group, if the order's page is to come next */
    @PostMapping("/deliveries/{delivery}")
    String delivery(
            @PathVariable long id,
            @PathVariable long delivery,
            @RequestParam String verb,
            @RequestParam String reason,
            @RequestParam(defaultValue = "false") boolean confirm,
            @RequestParam(defaultValue = "") String order,
            @RequestParam(defaultValue = "") String source,
            Principal who,
            RedirectAttributes next) {
        Command command = CommandRedirect.command(who, reason);
        CommandResult result =
                switch (verb) {
                    case "replay" -> deliveries.replay(delivery, command, confirm);
                    case "retry" -> deliveries.retry(delivery, command);
                    case "skip" -> deliveries.skip(delivery, command);
                    default -> throw new InvalidInput("A delivery can be replayed, retried or skipped.");
                };
        flow.forget();
        if (!order.isEmpty()) {
            next.addAttribute("group", order);
            next.addAttribute("source", source);
        }
        return CommandRedirect.of(
                result,
                order.isEmpty() ? "/console/events/" + id : "/console/orders",
                "There is no delivery %d.".formatted(delivery),
                next);
    }
}
