package dev.waybill.api;

import dev.waybill.body.BodyView;
import dev.waybill.body.Download;
import dev.waybill.body.ShownBodies;
import dev.waybill.history.DeliveryLog;
import dev.waybill.history.EventLog;
import dev.waybill.history.EventTimeline;
import dev.waybill.history.EventTimelines;
import dev.waybill.history.TimelineEntry;
import dev.waybill.operator.AuditReading;
import dev.waybill.operator.CommandResult;
import dev.waybill.reroute.BulkReroute;
import dev.waybill.reroute.EventCommands;
import dev.waybill.search.EventParameters;
import dev.waybill.search.EventQuery;
import dev.waybill.search.SearchPage;
import dev.waybill.search.Searches;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Accepted events, their deliveries and timelines, and the commands on their routing, as JSON. */
@RestController
@RequestMapping("/api/events")
class EventApi {

    private final Searches searches;
    private final EventTimelines stories;
    private final EventLog events;
    private final EventCommands commands;
    private final BulkReroute routing;
    private final ShownBodies bodies;
    private final AuditReading reading;

    EventApi(
            Searches searches,
            EventTimelines stories,
            EventLog events,
            EventCommands commands,
            BulkReroute routing,
            ShownBodies bodies,
            AuditReading reading) {
        this.reading = reading;
        this.searches = searches;
        this.stories = stories;
        this.events = events;
        this.commands = commands;
        this.routing = routing;
        this.bodies = bodies;
    }

    /** @param headers the header lines as received, without the sender's proofs; null, like the body, when purged */
    record EventPage(
            EventLog.Entry event,
            List<DeliveryLog.Entry> deliveries,
            List<TimelineEntry> timeline,
            boolean cut,
            @Nullable List<List<String>> headers,
            @Nullable BodyView body) {}

    @GetMapping
    SearchPage search(@RequestParam MultiValueMap<String, String> parameters, HttpServletRequest who) {
        EventQuery query = new EventParameters(parameters).query();
        if (query.text() != null && !bodies.showsAll(who::isUserInRole)) {
            throw ApiResponses.forbidden(ShownBodies.NOT_FOR_VIEWERS);
        }
        if (query.by() != null && bodies.hidesSearch(query.by().name(), who::isUserInRole)) {
            throw ApiResponses.forbidden(ShownBodies.NO_SEARCH);
        }
        return searches.search(query)
                .orElseThrow(
                        () -> ApiResponses.unavailable("All search connections are in use: try again in a moment."));
    }

    @GetMapping("/{id}")
    EventPage event(@PathVariable long id, HttpServletRequest who) {
        EventTimeline all = stories.of(id).orElseThrow(() -> ApiResponses.notFound(absent(id)));
        EventTimeline story = bodies.showsAll(who::isUserInRole) ? all : all.withoutBodies();
        EventLog.Content content = events.content(id).orElse(null);
        if (content != null) {
            reading.of(CommandBody.reads(who), "event", id);
        }
        return new EventPage(
                story.event(),
                story.deliveries(),
                story.timeline(),
                story.cut(),
                content == null ? null : content.headers(),
                content == null ? null : bodies.show(content.body(), who::isUserInRole));
    }

    /**
     * Returns the exact bytes as a download, so that no browser opens them.
     *
     * @param as {@code signed} for the bytes that were delivered, or {@code received} for the bytes that arrived
     */
    @GetMapping("/{id}/body")
    ResponseEntity<byte[]> body(
            @PathVariable long id, @RequestParam(defaultValue = "signed") String as, HttpServletRequest who) {
        if (!bodies.showsAll(who::isUserInRole)) {
            throw ApiResponses.forbidden(ShownBodies.NOT_FOR_VIEWERS);
        }
        byte[] bytes = bytes(id, as).orElseThrow(() -> ApiResponses.notFound(absent(id) + ", or its body is purged"));
        reading.of(CommandBody.reads(who), "event", id);
        return Download.ofEvent(id, as, bytes);
    }

    private Optional<byte[]> bytes(long id, String as) {
        return switch (as) {
            case "signed" -> events.content(id).map(EventLog.Content::body);
            case "received" -> events.received(id);
            default -> throw ApiResponses.badRequest("\"as\" must be signed or received");
        };
    }

    @PostMapping("/route")
    BulkReroute.Routed routeMatching(@RequestBody RouteEventsBody body, Principal who) {
        return routing.route(body.filter(), body.command(who));
    }

    @PostMapping("/{id}/route")
    ResponseEntity<?> route(@PathVariable long id, @RequestBody CommandBody body, Principal who) {
        return answer(id, commands.route(id, body.command(who)));
    }

    @PostMapping("/{id}/discard")
    ResponseEntity<?> discard(@PathVariable long id, @RequestBody CommandBody body, Principal who) {
        return answer(id, commands.discard(id, body.command(who)));
    }

    private static ResponseEntity<?> answer(long id, CommandResult result) {
        return ApiResponses.of(result, absent(id));
    }

    private static String absent(long id) {
        return "There is no event " + id;
    }
}
