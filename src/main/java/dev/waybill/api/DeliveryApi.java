package dev.waybill.api;

import dev.waybill.body.ShownBodies;
import dev.waybill.destination.Destinations;
import dev.waybill.handover.DeliveryState;
import dev.waybill.history.DeliveryLog;
import dev.waybill.operator.AuditReading;
import dev.waybill.operator.CommandResult;
import dev.waybill.outbox.DeliveryCommands;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Deliveries, their attempts and the commands on them, as JSON. */
@RestController
@RequestMapping("/api")
class DeliveryApi {

    private static final int PAGE = 100;

    private final Destinations destinations;
    private final DeliveryLog ledger;
    private final DeliveryCommands commands;
    private final ShownBodies bodies;
    private final AuditReading reading;

    DeliveryApi(
            Destinations destinations,
            DeliveryLog ledger,
            DeliveryCommands commands,
            ShownBodies bodies,
            AuditReading reading) {
        this.reading = reading;
        this.destinations = destinations;
        this.ledger = ledger;
        this.commands = commands;
        this.bodies = bodies;
    }

    record DeliveryPage(DeliveryLog.Entry delivery, List<DeliveryLog.Try> attempts) {}

    @GetMapping("/destinations/{name}/deliveries")
    List<DeliveryLog.Entry> open(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "0") long after) {
        DeliveryState wanted = state == null ? DeliveryState.DEAD : open(state);
        if (wanted == null) {
            throw ApiResponses.badRequest("state must be PENDING or DEAD");
        }
        if (destinations.all().stream().noneMatch(known -> known.name().equals(name))) {
            throw ApiResponses.notFound("There is no destination " + name);
        }
        return ledger.open(name, wanted.name(), after, PAGE);
    }

    @GetMapping("/deliveries/{id}")
    DeliveryPage delivery(@PathVariable long id, HttpServletRequest who) {
        DeliveryLog.Entry entry =
                ledger.find(id).orElseThrow(() -> ApiResponses.notFound("There is no delivery " + id));
        List<DeliveryLog.Try> attempts = ledger.attempts(id);
        boolean all = bodies.showsAll(who::isUserInRole);
        if (all) {
            reading.of(CommandBody.reads(who), "delivery", id);
        }
        return new DeliveryPage(
                entry,
                all
                        ? attempts
                        : attempts.stream().map(DeliveryLog.Try::withoutBodies).toList());
    }

    @PostMapping("/deliveries/{id}/replay")
    ResponseEntity<?> replay(@PathVariable long id, @RequestBody CommandBody body, Principal who) {
        return answer(id, commands.replay(id, body.command(who), body.confirm()));
    }

    @PostMapping("/deliveries/{id}/retry")
    ResponseEntity<?> retry(@PathVariable long id, @RequestBody CommandBody body, Principal who) {
        return answer(id, commands.retry(id, body.command(who)));
    }

    @PostMapping("/deliveries/{id}/skip")
    ResponseEntity<?> skip(@PathVariable long id, @RequestBody CommandBody body, Principal who) {
        return answer(id, commands.skip(id, body.command(who)));
    }

    private static ResponseEntity<?> answer(long id, CommandResult result) {
        return ApiResponses.of(result, "There is no delivery " + id);
    }

    private static @Nullable DeliveryState open(String state) {
        return Arrays.stream(DeliveryState.values())
                .filter(known -> known.isOpen() && known.is(state))
                .findFirst()
                .orElse(null);
    }
}
