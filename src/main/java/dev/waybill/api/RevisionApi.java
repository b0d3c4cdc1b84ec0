package dev.waybill.api;

import dev.waybill.body.Download;
import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.UnreadableBundle;
import dev.waybill.bundle.ZippedBundle;
import dev.waybill.operator.Command;
import dev.waybill.revision.HubRevision;
import dev.waybill.revision.HubRevisions;
import dev.waybill.revision.LiveRevision;
import dev.waybill.revision.Revision;
import dev.waybill.revision.RevisionAnswer;
import dev.waybill.revision.RevisionCommands;
import dev.waybill.revision.Revisions;
import dev.waybill.routes.Finding;
import dev.waybill.routes.FindingsAsJson;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Published bundles, as JSON: which one is live on which hub, and the commands that change it. */
@RestController
@RequestMapping("/api/revisions")
class RevisionApi {

    private static final int PAGE = 50;

    private final Revisions revisions;
    private final HubRevisions hubs;
    private final RevisionCommands commands;

    RevisionApi(Revisions revisions, HubRevisions hubs, RevisionCommands commands) {
        this.revisions = revisions;
        this.hubs = hubs;
        this.commands = commands;
    }

    /**
     * The state of all hubs, and the newest revisions.
     *
     * @param live the revision that all hubs are to run; null until one was published
     */
    record State(@Nullable LiveRevision live, List<HubRevision> hubs, List<Revision> revisions) {}

    /**
     * The order to publish.
     *
     * @param zip the bundle, as a ZIP file in Base64
     */
    record PublishBody(
            byte @Nullable [] zip,
            @Nullable Integer basedOn,
            boolean unplanned,
            @Nullable Integer first,
            @Nullable String reason) {}

    /** The effect of a command: hubs that report this change, or a later one, have followed it. */
    record Changed(int number, long change, boolean known, String message) {}

    /** The tests that fail, in words. */
    record Failing(String failing) {}

    @GetMapping
    State state() {
        return new State(revisions.live().orElse(null), hubs.all(), revisions.newest(PAGE));
    }

    @GetMapping("/{number}")
    Revision revision(@PathVariable int number) {
        return found(number);
    }

    /** Tests hold whole events, so that only operators get the files. */
    @GetMapping("/{number}/files")
    ResponseEntity<byte[]> files(@PathVariable int number, HttpServletRequest request) {
        if (!request.isUserInRole("ROLE_OPERATOR")) {
            throw ApiResponses.forbidden("The files of a revision are for operators");
        }
        found(number);
        return Download.of(revisions.files(number), "revision-%d.zip".formatted(number));
    }

    @PostMapping
    ResponseEntity<?> publish(@RequestBody PublishBody body, Principal who) {
        Command command = CommandBody.command(who, body.reason());
        RevisionAnswer answer;
        try {
            Bundle bundle = ZippedBundle.read(body.zip() == null ? new byte[0] : body.zip());
            answer = commands.publish(bundle, body.basedOn(), body.unplanned(), body.first(), command);
        } catch (IllegalArgumentException | UnreadableBundle e) {
            throw ApiResponses.badRequest(String.valueOf(e.getMessage()));
        }
        return answer instanceof RevisionAnswer.Done done
                ? ResponseEntity.created(URI.create("/api/revisions/" + done.number()))
                        .body(changed(done))
                : answer(answer, 0);
    }

    @PostMapping("/{number}/live")
    ResponseEntity<?> rollBack(@PathVariable int number, @RequestBody CommandBody body, Principal who) {
        return answer(commands.rollBack(number, body.command(who)), number);
    }

    @PostMapping("/canary/on")
    ResponseEntity<?> goOn(@RequestBody CommandBody body, Principal who) {
        return answer(commands.goOn(body.command(who)), 0);
    }

    @PostMapping("/canary/back")
    ResponseEntity<?> back(@RequestBody CommandBody body, Principal who) {
        return answer(commands.back(body.command(who)), 0);
    }

    private static ResponseEntity<?> answer(RevisionAnswer answer, int number) {
        return switch (answer) {
            case RevisionAnswer.Done done -> ResponseEntity.ok(changed(done));
            case RevisionAnswer.Wrong(List<Finding> findings) ->
                ResponseEntity.unprocessableEntity()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(FindingsAsJson.of(findings));
            case RevisionAnswer.Failing(String report) ->
                ResponseEntity.unprocessableEntity().body(new Failing(report));
            case RevisionAnswer.Refused(String sentence) -> throw ApiResponses.conflict(sentence);
            case RevisionAnswer.Absent() -> throw absent(number);
        };
    }

    private static Changed changed(RevisionAnswer.Done done) {
        return new Changed(done.number(), done.change(), done.known(), done.sentence());
    }

    private Revision found(int number) {
        return revisions.find(number).orElseThrow(() -> absent(number));
    }

    private static ErrorResponseException absent(int number) {
        return ApiResponses.notFound("There is no revision " + number);
    }
}
