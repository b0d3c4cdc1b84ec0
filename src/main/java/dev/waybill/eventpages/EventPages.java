package dev.waybill.eventpages;

import dev.waybill.body.Download;
import dev.waybill.body.ShownBodies;
import dev.waybill.history.DeliveryLog;
import dev.waybill.history.EventLog;
import dev.waybill.history.EventTimeline;
import dev.waybill.history.EventTimelines;
import dev.waybill.operator.AuditReading;
import dev.waybill.overview.Format;
import dev.waybill.pages.CommandRedirect;
import dev.waybill.pages.PageController;
import dev.waybill.pages.PageProblem.Forbidden;
import dev.waybill.pages.PageProblem.InvalidInput;
import dev.waybill.pages.PageProblem.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One event: its timeline, its content, and its exact bytes. */
@PageController
class EventPages {

    private final EventTimelines stories;
    private final EventLog events;
    private final DeliveryLog ledger;
    private final ShownBodies bodies;
    private final AuditReading reading;
    private final Format show;

    EventPages(
            EventTimelines stories,
            EventLog events,
            DeliveryLog ledger,
            ShownBodies bodies,
            AuditReading reading,
            Format show) {
        this.reading = reading;
        this.stories = stories;
        this.events = events;
        this.ledger = ledger;
        this.bodies = bodies;
        this.show = show;
    }

    @GetMapping("/console/events/{id}")
    String event(@PathVariable long id, Model model, HttpServletRequest who) {
        Predicate<String> roles = who::isUserInRole;
        boolean all = bodies.showsAll(roles);
        EventTimeline told = stories.of(id).orElseThrow(() -> new NotFound(absent(id)));
        EventTimeline story = all ? told : told.withoutBodies();
        model.addAttribute("event", story.event());
        model.addAttribute("deliveries", story.deliveries());
        var parcels = new SentPreviews(bodies, show);
        model.addAttribute(
                "timeline",
                story.timeline().stream()
                        .map(step -> TimelineRow.of(step, parcels))
                        .toList());
        model.addAttribute("cut", story.cut());
        model.addAttribute("exact", all);
        events.content(id).ifPresent(content -> {
            reading.of(CommandRedirect.reads(who), "event", id);
            model.addAttribute("headers", content.headers());
            model.addAttribute("receivedOtherwise", content.receivedOtherwise());
            model.addAttribute("body", bodies.show(content.body(), roles));
        });
        return "event";
    }

    /**
     * Returns the exact bytes as a download, so that no browser opens them.
     *
     * @param as {@code signed} for the bytes that were delivered, or {@code received} for the bytes that arrived
     */
    @GetMapping("/console/events/{id}/body")
    ResponseEntity<byte[]> body(
            @PathVariable long id, @RequestParam(defaultValue = "signed") String as, HttpServletRequest who) {
        if (!bodies.showsAll(who::isUserInRole)) {
            throw new Forbidden(ShownBodies.NOT_FOR_VIEWERS);
        }
        byte[] bytes = bytes(id, as)
                .orElseThrow(() -> new NotFound("There is no event %d, or its body is purged.".formatted(id)));
        reading.of(CommandRedirect.reads(who), "event", id);
        return Download.ofEvent(id, as, bytes);
    }

    private Optional<byte[]> bytes(long id, String as) {
        return switch (as) {
            case "signed" -> events.content(id).map(EventLog.Content::body);
            case "received" -> events.received(id);
            default -> throw new InvalidInput("A body is available as signed or as received.");
        };
    }

    /** Redirects to the event's page, which shows its deliveries. */
    @GetMapping("/console/deliveries/{id}")
    String delivery(@PathVariable long id) {
        DeliveryLog.Entry delivery =
                ledger.find(id).orElseThrow(() -> new NotFound("There is no delivery %d.".formatted(id)));
        return "redirect:/console/events/" + delivery.event();
    }

    static String absent(long id) {
        return "There is no event %d.".formatted(id);
    }

    /** Returns the newest delivery to each destination and part, oldest first. A replay of all replays these. */
    static List<DeliveryLog.Entry> newest(List<DeliveryLog.Entry> deliveries) {
        return deliveries.stream()
                .filter(one -> deliveries.stream()
                        .noneMatch(other -> other.id() > one.id()
                                && other.destination().equals(one.destination())
                                && other.part().equals(one.part())))
                .toList();
    }
}
