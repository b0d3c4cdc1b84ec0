package dev.waybill.pages;

import dev.waybill.operator.CommandResult;
import dev.waybill.overview.OverviewCache;
import dev.waybill.pages.PageProblem.InvalidInput;
import dev.waybill.pages.PageProblem.NotFound;
import dev.waybill.replay.JobAction;
import dev.waybill.replay.MatchPreview.Sample;
import dev.waybill.replay.PreviewResult;
import dev.waybill.replay.ReplayJob;
import dev.waybill.replay.ReplayJobs;
import dev.waybill.replay.ReplayRequest;
import java.security.Principal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Replays of many deliveries: preview, start, progress and cancel. */
@PageController
@RequestMapping("/console/replays")
class ReplayPages {

    private final ReplayJobs jobs;
    private final OverviewCache flow;

    ReplayPages(ReplayJobs jobs, OverviewCache flow) {
        this.jobs = jobs;
        this.flow = flow;
    }

    @PostMapping
    String preview(
            @RequestParam String destination,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") Set<String> states,
            @RequestParam(defaultValue = "100") int perSecond,
            @RequestParam(required = false) @Nullable Integer revision,
            @RequestParam String reason,
            Principal who) {
        if (states.isEmpty()) {
            throw new InvalidInput("Select at least one state.");
        }
        ReplayRequest request = new ReplayRequest(
                destination,
                type.isBlank() ? null : type.strip(),
                time(from),
                time(to),
                states,
                destination,
                perSecond,
                JobAction.REPLAY,
                null,
                revision);
        return switch (jobs.preview(request, CommandRedirect.command(who, reason))) {
            case PreviewResult.Made(ReplayJob job, List<Sample> sample) -> "redirect:/console/replays/" + job.id();
            case PreviewResult.Unfit(String sentence) -> throw new InvalidInput(sentence);
            case PreviewResult.TooMuch(String sentence) -> throw new InvalidInput(sentence);
        };
    }

    @GetMapping("/{id}")
    String job(
            @PathVariable long id,
            Model model,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean refresh) {
        ReplayJob job = jobs.find(id).orElseThrow(() -> new NotFound(absent(id)));
        model.addAttribute("job", job);
        if (!refresh && job.state().equals("PREVIEWED")) {
            model.addAttribute("sample", jobs.sample(job));
        }
        return "replay";
    }

    @PostMapping("/{id}/start")
    String start(
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean confirm,
            @RequestParam String reason,
            Principal who,
            RedirectAttributes next) {
        return told(id, jobs.start(id, CommandRedirect.command(who, reason), confirm), next);
    }

    @PostMapping("/{id}/cancel")
    String cancel(@PathVariable long id, @RequestParam String reason, Principal who, RedirectAttributes next) {
        return told(id, jobs.cancel(id, CommandRedirect.command(who, reason)), next);
    }

    private String told(long id, CommandResult result, RedirectAttributes next) {
        flow.forget();
        return CommandRedirect.of(result, "/console/replays/" + id, absent(id), next);
    }

    /** Reads a time as the form shows it, in UTC. */
    private static @Nullable Instant time(String text) {
        try {
            return text.isBlank()
                    ? null
                    : Instant.parse(text.endsWith("Z") ? text : text + (text.length() == 16 ? ":00Z" : "Z"));
        } catch (DateTimeParseException e) {
            throw new InvalidInput("%s is no time, such as 2026-11-21T08:00 (UTC).".formatted(text));
        }
    }

    private static String absent(long id) {
        return "There is no replay %d; previews not started within a day are deleted.".formatted(id);
    }
}
