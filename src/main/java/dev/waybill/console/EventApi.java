package dev.waybill.console;

import dev.waybill.inbox.CommandResult;
import dev.waybill.inbox.EventCommands;
import dev.waybill.inbox.EventLog;
import dev.waybill.inbox.RouteMatching;
import dev.waybill.outbox.Ledger;
import java.security.Principal;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Accepted events, their deliveries and the commands on their routing, as JSON. */
@RestController
@RequestMapping("/api/events")
class EventApi {

    private static final int PAGE = 100;
    private static final List<String> UNFINISHED = List.of("FAILED", "UNROUTED", "WAITING", "RECEIVED");

    private final EventLog events;
    private final Ledger ledger;
    private final EventCommands commands;
    private final RouteMatching routing;

    EventApi(EventLog events, Ledger ledger, EventCommands commands, RouteMatching routing) {
        this.events = events;
        this.ledger = ledger;
        this.commands = commands;
        this.routing = routing;
    }

    record EventPage(EventLog.Entry event, List<Ledger.Entry> deliveries) {}

    @GetMapping
    List<EventLog.Entry> unfinished(
            @RequestParam(defaultValue = "FAILED") String state, @RequestParam(defaultValue = "0") long after) {
        if (!UNFINISHED.contains(state)) {
            throw Answers.badRequest("state must be one of " + String.join(", ", UNFINISHED));
        }
        return events.unfinished(state, after, PAGE);
    }

    @GetMapping("/{id}")
    EventPage event(@PathVariable long id) {
        EventLog.Entry entry = events.find(id).orElseThrow(() -> Answers.notFound("There is no event " + id));
        return new EventPage(entry, ledger.ofEvent(id));
    }

    @PostMapping("/route")
    RouteMatching.Routed routeMatching(@RequestBody RouteEventsBody body, Principal who) {
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
        return Answers.of(result, "There is no event " + id);
    }
}
