package dev.waybill.pages;

import dev.waybill.body.ShownBodies;
import dev.waybill.inbox.QuarantineCommands;
import dev.waybill.inbox.QuarantineLog;
import dev.waybill.inbox.Reading;
import dev.waybill.inbox.ReleaseMatching;
import dev.waybill.inbox.Ring;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Arrays;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What arrived but could not be accepted: why, with which bytes, and the way in or out. */
@Controller
@RequestMapping("/console/quarantine")
class QuarantinePages {

    private static final int PAGE = 50;

    /** Characters of a body; the API shows more. */
    private static final int SHOWN = 32 << 10;

    private final QuarantineLog log;
    private final QuarantineCommands commands;
    private final ReleaseMatching releaseMatching;
    private final FlowNow flow;
    private final ShownBodies bodies;
    private final Reading reading;

    QuarantinePages(
            QuarantineLog log,
            QuarantineCommands commands,
            ReleaseMatching releaseMatching,
            FlowNow flow,
            ShownBodies bodies,
            Reading reading) {
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
        QuarantineLog.Content kept = log.find(id).orElseThrow(() -> new Absent(absent(id)));
        reading.of(Told.reads(who), "quarantined", id);
        QuarantineLog.Content shown =
                bodies.showsAll(who::isUserInRole) ? kept : kept.showing(bodies.part(kept.text(), kept.cut()));
        model.addAttribute("kept", shown.upTo(SHOWN));
        return "quarantined";
    }

    @PostMapping("/{id}/release")
    String release(@PathVariable long id, @RequestParam String reason, Principal who, RedirectAttributes next) {
        var result = commands.release(id, Told.command(who, reason));
        flow.forget();
        return Told.of(result, "/console/quarantine", absent(id), next);
    }

    @PostMapping("/{id}/discard")
    String discard(@PathVariable long id, @RequestParam String reason, Principal who, RedirectAttributes next) {
        var result = commands.discard(id, Told.command(who, reason));
        flow.forget();
        return Told.of(result, "/console/quarantine", absent(id), next);
    }

    /** What a source has in a ring, up to what the page showed. */
    @PostMapping("/discard")
    String discardAll(
            @RequestParam String ring,
            @RequestParam String source,
            @RequestParam long upTo,
            @RequestParam String reason,
            Principal who,
            RedirectAttributes next) {
        var result = commands.discardAll(ring(ring), named(source), upTo, Told.command(who, reason));
        flow.forget();
        return Told.of(result, "/console/quarantine", "", next);
    }

    /** All of a source in a ring, so many at a time. */
    @PostMapping("/release")
    String releaseAll(
            @RequestParam String ring,
            @RequestParam String source,
            @RequestParam String reason,
            Principal who,
            RedirectAttributes next) {
        var result = releaseMatching.release(
                new ReleaseMatching.Filter(ring(ring), named(source), null, 0), Told.command(who, reason));
        flow.forget();
        tell(result, next);
        return "redirect:/console/quarantine";
    }

    private static void tell(ReleaseMatching.Result result, RedirectAttributes next) {
        Told.done(next, Released.sentence(result));
        String stopped = result.stopped();
        if (stopped != null) {
            Told.not(next, stopped);
        }
    }

    private static Ring ring(String name) {
        return Arrays.stream(Ring.values())
                .filter(ring -> ring.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Unfit("A ring is VERIFIED or UNVERIFIED."));
    }

    private static String named(String source) {
        if (source.isBlank()) {
            throw new Unfit("A command on many needs a source.");
        }
        return plain(source);
    }

    private static String plain(String source) {
        if (source.length() > 1024 || source.indexOf('\0') >= 0) {
            throw new Unfit("A source's name is shorter and holds no U+0000.");
        }
        return source.strip();
    }

    private static String absent(long id) {
        return "There is nothing in quarantine with the id %d.".formatted(id);
    }
}
