package dev.waybill.pages;

import dev.waybill.body.ShownBodies;
import dev.waybill.operator.AuditReading;
import dev.waybill.overview.OverviewCache;
import dev.waybill.pages.PageProblem.InvalidInput;
import dev.waybill.pages.PageProblem.NotFound;
import dev.waybill.quarantine.BulkRelease;
import dev.waybill.quarantine.QuarantineCommands;
import dev.waybill.quarantine.QuarantineLog;
import dev.waybill.quarantine.QuarantineRing;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Arrays;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Webhooks that arrived but could not be accepted: the reason, the bytes, and the commands to release or discard them.
 */
@PageController
@RequestMapping("/console/quarantine")
class QuarantinePages {

    private static final int PAGE = 50;

    /** The limit of a body's characters on the page; the API shows more. */
    private static final int SHOWN = 32 << 10;

    private final QuarantineLog log;
    private final QuarantineCommands commands;
    private final BulkRelease releaseMatching;
    private final OverviewCache flow;
    private final ShownBodies bodies;
    private final AuditReading reading;

    QuarantinePages(
            QuarantineLog log,
            QuarantineCommands commands,
            BulkRelease releaseMatching,
            OverviewCache flow,
            ShownBodies bodies,
            AuditReading reading) {
        this.reading = reading;
        this.log = log;
        this.commands = commands;
        this.releaseMatching = releaseMatching;
        this.flow = flow;
        this.bodies = bodies;
    }

    @GetMapping
    String page(
            @RequestParam(defaultValue = "") String ring,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = Page.FROM_THE_NEWEST) long before,
            Model model) {
        var page = Page.of(
                log.newest(
                        ring.isEmpty() ? null : ring(ring), source.isBlank() ? null : plain(source), before, PAGE + 1),
                PAGE);
        model.addAttribute("rows", page.rows());
        model.addAttribute("further", before != Long.MAX_VALUE);
        model.addAttribute("ring", ring);
        model.addAttribute("source", source);
        model.addAttribute("next", page.next(QuarantineLog.Entry::id));
        return "quarantine";
    }

    @GetMapping("/{id}")
    String one(@PathVariable long id, Model model, HttpServletRequest who) {
        QuarantineLog.Content kept = log.find(id).orElseThrow(() -> new NotFound(absent(id)));
        reading.of(CommandRedirect.reads(who), "quarantined", id);
        QuarantineLog.Content shown =
                bodies.showsAll(who::isUserInRole) ? kept : kept.showing(bodies.part(kept.text(), kept.cut()));
        model.addAttribute("kept", shown.upTo(SHOWN));
        return "quarantined";
    }

    @PostMapping("/{id}/release")
    String release(@PathVariable long id, @RequestParam String reason, Principal who, RedirectAttributes next) {
        var result = commands.release(id, CommandRedirect.command(who, reason));
        flow.forget();
        return CommandRedirect.of(result, "/console/quarantine", absent(id), next);
    }

    @PostMapping("/{id}/discard")
    String discard(@PathVariable long id, @RequestParam String reason, Principal who, RedirectAttributes next) {
        var result = commands.discard(id, CommandRedirect.command(who, reason));
        flow.forget();
        return CommandRedirect.of(result, "/console/quarantine", absent(id), next);
    }

    /** Discards a source's webhooks in a ring, up to the newest that the page showed. */
    @PostMapping("/discard")
    String discardAll(
            @RequestParam String ring,
            @RequestParam String source,
            @RequestParam long upTo,
            @RequestParam String reason,
            Principal who,
            RedirectAttributes next) {
        var result = commands.discardAll(ring(ring), named(source), upTo, CommandRedirect.command(who, reason));
        flow.forget();
        return CommandRedirect.of(result, "/console/quarantine", "", next);
    }

    /** Releases a source's webhooks in a ring, up to a limited number at a time. */
    @PostMapping("/release")
    String releaseAll(
            @RequestParam String ring,
            @RequestParam String source,
            @RequestParam String reason,
            Principal who,
            RedirectAttributes next) {
        var result = releaseMatching.release(
                new BulkRelease.Filter(ring(ring), named(source), null, 0), CommandRedirect.command(who, reason));
        flow.forget();
        tell(result, next);
        return "redirect:/console/quarantine";
    }

    private static void tell(BulkRelease.Result result, RedirectAttributes next) {
        CommandRedirect.done(next, Released.sentence(result));
        String stopped = result.stopped();
        if (stopped != null) {
            CommandRedirect.not(next, stopped);
        }
    }

    private static QuarantineRing ring(String name) {
        return Arrays.stream(QuarantineRing.values())
                .filter(ring -> ring.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInput("A ring is VERIFIED or UNVERIFIED."));
    }

    private static String named(String source) {
        if (source.isBlank()) {
            throw new InvalidInput("A bulk command needs a source.");
        }
        return plain(source);
    }

    private static String plain(String source) {
        if (source.length() > 1024 || source.indexOf('\0') >= 0) {
            throw new InvalidInput("The name of the source is too long or contains U+0000.");
        }
        return source.strip();
    }

    private static String absent(long id) {
        return "There is nothing in quarantine with the id %d.".formatted(id);
    }

    /** Describes the result of a release of many, as a sentence. */
    static final class Released {

        private Released() {}

        static String sentence(BulkRelease.Result result) {
            int refused = result.refused().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            String more = result.more() ? " There are more: release again to continue." : "";
            return "%d accepted now, %d already accepted before, %d still refused and kept.%s"
                    .formatted(result.accepted(), result.duplicate(), refused, more);
        }
    }
}
