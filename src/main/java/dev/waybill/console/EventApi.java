package dev.waybill.console;

import dev.waybill.inbox.CommandResult;
import dev.waybill.inbox.EventCommands;
import dev.waybill.inbox.EventLog;
import dev.waybill.inbox.RouteMatching;
import dev.waybill.outbox.Ledger;
import dev.waybill.search.EventStory;
import dev.waybill.search.FoundPage;
import dev.waybill.search.Searches;
import dev.waybill.search.Step;
import dev.waybill.search.Stories;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Accepted events, what became of them, and the commands on their routing, as JSON. */
@RestController
@RequestMapping("/api/events")
class EventApi {

    private final Searches searches;
    private final Stories stories;
    private final EventLog events;
    private final EventCommands commands;
    private final RouteMatching routing;

    EventApi(Searches searches, Stories stories, EventLog events, EventCommands commands, RouteMatching routing) {
        this.searches = searches;
        this.stories = stories;
        this.events = events;
        this.commands = commands;
        this.routing = routing;
    }

    /** @param headers as received, without what proves the sender; null, like the body, when they are purged */
    record EventPage(
            EventLog.Entry event,
            List<Ledger.Entry> deliveries,
            List<Step> timeline,
            boolean cut,
            @Nullable List<List<String>> headers,
            @Nullable BodyView body) {}

    @GetMapping
    FoundPage search(@RequestParam MultiValueMap<String, String> parameters) {
        return searches.search(new EventParameters(parameters).query())
                .orElseThrow(() -> Answers.unavailable("Others search already: ask again in a moment."));
    }

    @GetMapping("/{id}")
    EventPage event(@PathVariable long id) {
        EventStory story = stories.of(id).orElseThrow(() -> Answers.notFound(absent(id)));
        EventLog.Content content = events.content(id).orElse(null);
        return new EventPage(
                story.event(),
                story.deliveries(),
                story.timeline(),
                story.cut(),
                content == null ? null : content.headers(),
                content == null ? null : BodyView.of(content.body()));
    }

    /** The bytes as received, to keep: a browser must not open them. */
    @GetMapping("/{id}/body")
    ResponseEntity<byte[]> body(@PathVariable long id) {
        EventLog.Content content =
                events.content(id).orElseThrow(() -> Answers.notFound(absent(id) + ", or its body is purged"));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"event-" + id + ".json\"")
                .header("X-Content-Type-Options", "nosniff")
                .body(content.body());
    }

    @PostMapping("/route")
    RouteMatching.Routed routeMatching(@RequestBody RouteEventsBody body) {
        return routing.route(body.filter(), body.command());
    }

    @PostMapping("/{id}/route")
    ResponseEntity<?> route(@PathVariable long id, @RequestBody CommandBody body) {
        return answer(id, commands.route(id, body.command()));
    }

    @PostMapping("/{id}/discard")
    ResponseEntity<?> discard(@PathVariable long id, @RequestBody CommandBody body) {
        return answer(id, commands.discard(id, body.command()));
    }

    private static ResponseEntity<?> answer(long id, CommandResult result) {
        return Answers.of(result, absent(id));
    }

    private static String absent(long id) {
        return "There is no event " + id;
    }
}
