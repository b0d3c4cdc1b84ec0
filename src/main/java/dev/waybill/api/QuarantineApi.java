package dev.waybill.api;

import dev.waybill.body.ShownBodies;
import dev.waybill.operator.AuditReading;
import dev.waybill.operator.CommandResult;
import dev.waybill.quarantine.BulkRelease;
import dev.waybill.quarantine.QuarantineCommands;
import dev.waybill.quarantine.QuarantineLog;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
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

/** Webhooks that arrived but could not be accepted, and the commands on them, as JSON. */
@RestController
@RequestMapping("/api/quarantine")
class QuarantineApi {

    private static final int PAGE = 100;

    private final QuarantineLog log;
    private final QuarantineCommands commands;
    private final BulkRelease releaseMatching;
    private final ShownBodies bodies;
    private final AuditReading reading;

    QuarantineApi(
            QuarantineLog log,
            QuarantineCommands commands,
            BulkRelease releaseMatching,
            ShownBodies bodies,
            AuditReading reading) {
        this.reading = reading;
        this.log = log;
        this.commands = commands;
        this.releaseMatching = releaseMatching;
        this.bodies = bodies;
    }

    @GetMapping
    List<QuarantineLog.Entry> page(
            @RequestParam(required = false) @Nullable String ring,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(defaultValue = "0") long after) {
        return log.page(
                ring == null ? null : RequestChecks.ring(ring), RequestChecks.text("source", source), after, PAGE);
    }

    @GetMapping("/{id}")
    QuarantineLog.Content content(@PathVariable long id, HttpServletRequest who) {
        QuarantineLog.Content kept = log.find(id).orElseThrow(() -> ApiResponses.notFound(absent(id)));
        reading.of(CommandBody.reads(who), "quarantined", id);
        return bodies.showsAll(who::isUserInRole) ? kept : kept.showing(bodies.part(kept.text(), kept.cut()));
    }

    @PostMapping("/{id}/release")
    ResponseEntity<?> release(@PathVariable long id, @RequestBody CommandBody body, Principal who) {
        return answer(id, commands.release(id, body.command(who)));
    }

    @PostMapping("/{id}/discard")
    ResponseEntity<?> discard(@PathVariable long id, @RequestBody CommandBody body, Principal who) {
        return answer(id, commands.discard(id, body.command(who)));
    }

    @PostMapping("/discard")
    ResponseEntity<?> discard(@RequestBody DiscardBody body, Principal who) {
        return ApiResponses.of(body.discard(commands, who), "");
    }

    /**
     * Releases many. A stop before the first try is answered as a problem; a later one is part of the answer, with the
     * work done.
     */
    @PostMapping("/release")
    BulkRelease.Result release(@RequestBody ReleaseBody body, Principal who) {
        BulkRelease.Filter filter = body.filter();
        BulkRelease.Result result = releaseMatching.release(filter, body.command(who));
        if (result.stopped() != null && result.last() == filter.after()) {
            throw ApiResponses.unavailable(result.stopped());
        }
        return result;
    }

    private static ResponseEntity<?> answer(long id, CommandResult result) {
        return ApiResponses.of(result, absent(id));
    }

    private static String absent(long id) {
        return "There is nothing in quarantine with the id " + id;
    }
}
