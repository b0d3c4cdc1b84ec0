package dev.waybill.authorpages;

import dev.waybill.operator.Command;
import dev.waybill.pages.CommandRedirect;
import dev.waybill.pages.PageController;
import dev.waybill.pages.PageProblem.InvalidInput;
import dev.waybill.pages.PageProblem.NotFound;
import dev.waybill.revision.HubRevisions;
import dev.waybill.revision.LiveRevision;
import dev.waybill.revision.Revision;
import dev.waybill.revision.RevisionAnswer;
import dev.waybill.revision.RevisionCommands;
import dev.waybill.revision.Revisions;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Revisions: which one is live on which hub, the one that is tried, and the way back to an older one. */
@PageController
@RequestMapping("/console/revisions")
class RevisionPages {

    private static final int PAGE = 50;
    private static final String HERE = "/console/revisions";
    private static final String OPERATOR = "ROLE_OPERATOR";

    private final Revisions revisions;
    private final HubRevisions hubs;
    private final RevisionCommands commands;

    RevisionPages(Revisions revisions, HubRevisions hubs, RevisionCommands commands) {
        this.revisions = revisions;
        this.hubs = hubs;
        this.commands = commands;
    }

    @GetMapping
    String all(Model model) {
        LiveRevision live = revisions.live().orElse(null);
        model.addAttribute("live", live);
        model.addAttribute("revisions", revisions.newest(PAGE));
        model.addAttribute(
                "hubs", hubs.all().stream().map(hub -> HubRow.of(hub, live)).toList());
        return "revisions";
    }

    /**
     * Shows a revision and the lines that differ from another one. Tests hold whole events, so that only operators see
     * the files.
     *
     * @param with the other revision; by default the one that its author began with, or the one before
     */
    @GetMapping("/{number}")
    String one(
            @PathVariable int number,
            @RequestParam(required = false) @Nullable Integer with,
            Model model,
            HttpServletRequest who) {
        Revision revision = found(number);
        LiveRevision live = revisions.live().orElse(null);
        Integer based = revision.basedOn();
        int other = with != null ? with : based != null ? based : number - 1;
        model.addAttribute("live", live);
        model.addAttribute("revision", revision);
        model.addAttribute("other", other);
        model.addAttribute("first", with == null && other == 0);
        if (who.isUserInRole(OPERATOR) && (with != null || other > 0)) {
            found(other);
            model.addAttribute("changes", FileChange.between(revisions.bundle(other), revisions.bundle(number)));
        }
        return "revision";
    }

    /** Makes an older revision live. */
    @PostMapping("/live")
    String rollBack(@RequestParam int number, @RequestParam String reason, Principal who, RedirectAttributes next) {
        return told(commands.rollBack(number, CommandRedirect.command(who, reason)), number, next);
    }

    /** Ends the trial of a revision, either way. */
    @PostMapping("/canary")
    String canary(@RequestParam String verb, @RequestParam String reason, Principal who, RedirectAttributes next) {
        Command command = CommandRedirect.command(who, reason);
        RevisionAnswer answer =
                switch (verb) {
                    case "on" -> commands.goOn(command);
                    case "back" -> commands.back(command);
                    default -> throw new InvalidInput("A revision that is tried can go on, or be taken back.");
                };
        return told(answer, 0, next);
    }

    private static String told(RevisionAnswer answer, int number, RedirectAttributes next) {
        switch (answer) {
            case RevisionAnswer.Done done -> CommandRedirect.done(next, done.sentence());
            case RevisionAnswer.Refused(String sentence) -> CommandRedirect.not(next, sentence);
            case RevisionAnswer.Wrong wrong ->
                CommandRedirect.not(
                        next,
                        "Its routes have %d findings."
                                .formatted(wrong.findings().size()));
            case RevisionAnswer.Failing failing -> CommandRedirect.not(next, "Its tests fail.");
            case RevisionAnswer.Absent() -> throw new NotFound(absent(number));
        }
        return "redirect:" + HERE;
    }

    private Revision found(int number) {
        return revisions.find(number).orElseThrow(() -> new NotFound(absent(number)));
    }

    private static String absent(int number) {
        return "There is no revision %d.".formatted(number);
    }
}
