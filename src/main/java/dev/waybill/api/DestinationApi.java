package dev.waybill.api;

import dev.waybill.destination.DestinationCommands;
import dev.waybill.destination.Destinations;
import dev.waybill.operator.CommandResult;
import java.security.Principal;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Destinations, their state, and the commands on them, as JSON. */
@RestController
@RequestMapping("/api/destinations")
class DestinationApi {

    private final Destinations destinations;
    private final DestinationCommands commands;

    DestinationApi(Destinations destinations, DestinationCommands commands) {
        this.destinations = destinations;
        this.commands = commands;
    }

    @GetMapping
    List<Destinations.Destination> all() {
        return destinations.all();
    }

    @PostMapping("/{name}/pause")
    ResponseEntity<?> pause(@PathVariable String name, @RequestBody CommandBody body, Principal who) {
        return answer(name, commands.pause(name, body.command(who)));
    }

    @PostMapping("/{name}/resume")
    ResponseEntity<?> resume(@PathVariable String name, @RequestBody CommandBody body, Principal who) {
        return answer(name, commands.resume(name, body.command(who)));
    }

    @PostMapping("/{name}/retry")
    ResponseEntity<?> retry(@PathVariable String name, @RequestBody CommandBody body, Principal who) {
        return answer(name, commands.retryNow(name, body.command(who)));
    }

    private static ResponseEntity<?> answer(String name, CommandResult result) {
        return ApiResponses.of(result, "There is no destination " + name);
    }
}
