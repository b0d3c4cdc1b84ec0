package dev.waybill.pages;

import dev.waybill.body.ShownBodies;
import dev.waybill.history.DeadLetters;
import dev.waybill.history.DeliveryLog;
import dev.waybill.operator.Command;
import dev.waybill.operator.CommandResult;
import dev.waybill.outbox.DeliveryCommands;
import dev.waybill.overview.OverviewCache;
import dev.waybill.pages.PageProblem.Forbidden;
import dev.waybill.pages.PageProblem.InvalidInput;
import dev.waybill.pages.PageProblem.NotFound;
import dev.waybill.replay.JobAction;
import dev.waybill.replay.MatchPreview.Sample;
import dev.waybill.replay.PreviewResult;
import dev.waybill.replay.ReplayJob;
import dev.waybill.replay.ReplayJobs;
import dev.waybill.replay.ReplayRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A destination's DEAD deliveries with the same kind of error, or one of them: to look at, replay or skip. */
@PageController
@RequestMapping("/console/destinations/{name}")
class DeadPages {

    private static final int SHOWN = 20;
    private static final int LOOKED_AT = 100;

    private final DeadLetters dead;
    private final DeliveryLog ledger;
    private final DeliveryCommands commands;
    private final ReplayJobs jobs;
    private final OverviewCache flow;
    private final ShownBodies bodies;

    DeadPages(
            DeadLetters dead,
            DeliveryLog ledger,
            DeliveryCommands commands,
            ReplayJobs jobs,
            OverviewCache flow,
            ShownBodies bodies) {
        this.bodies = bodies;
        this.dead = dead;
        this.ledger = ledger;
        this.commands = commands;
        this.jobs = jobs;
        this.flow = flow;
    }

    /**
     * Shows the deliveries that a command on these would concern. Viewers may not see it: its address holds an error
     * text, which could be guessed.
     */
    @GetMapping("/dead")
    String alike(@PathVariable String name, @RequestParam String signature, Model model, HttpServletRequest who) {
        if (!bodies.showsAll(who::isUserInRole)) {
            throw new Forbidden(ShownBodies.NOT_FOR_VIEWERS);
        }
        if (flow.latest().destinations().stream()
                .noneMatch(line -> line.now().name().equals(name))) {
            throw new NotFound("There is no destination %s.".formatted(name));
        }
        List<Long> ids = dead.ids(name, signature, DeadLetters.MOST);
        model.addAttribute("name", name);
        model.addAttribute("signature", signature);
        model.addAttribute("count", ids.size());
        model.addAttribute("most", DeadLetters.MOST);
        model.addAttribute(
                "sample",
                ids.stream()
                        .limit(SHOWN)
                        .flatMap(id -> ledger.find(id).stream())
                        .toList());
        return "dead";
    }

    /**
     * Commands these deliveries as a job. The job goes on even if this request, this node or the operator's session
     * ends.
     */
    @PostMapping("/dead")
    String commandAlike(
            @PathVariable String name,
            @RequestParam String signature,
            @RequestParam String verb,
            @RequestParam String reason,
            Principal who,
            RedirectAttributes next) {
        Command command = CommandRedirect.command(who, reason);
        ReplayRequest request = new ReplayRequest(
                name,
                null,
                null,
                null,
                ReplayRequest.DEFAULT_STATES,
                name,
                ReplayRequest.DEFAULT_PER_SECOND,
                verb(verb),
                signature,
                null);
        return switch (jobs.preview(request, command)) {
            case PreviewResult.Made(ReplayJob job, List<Sample> sample) -> {
                CommandResult started = jobs.start(job.id(), command, false);
                flow.forget();
                yield CommandRedirect.of(started, "/console/replays/" + shown(job, started, command), "", next);
            }
            case PreviewResult.Unfit(String sentence) -> throw new InvalidInput(sentence);
            case PreviewResult.TooMuch(String sentence) -> throw new InvalidInput(sentence);
        };
    }

    /**
     * Returns the job to show, or the running one that keeps it from starting. The new job is cancelled in that case,
     * so that nobody can start it later.
     */
    private long shown(ReplayJob job, CommandResult started, Command command) {
        if (!(started instanceof CommandResult.NotPossible)) {
            return job.id();
        }
        jobs.cancel(job.id(), command);
        return jobs.newest(LOOKED_AT).stream()
                .filter(other -> other.state().equals("RUNNING")
                        && other.destination().equals(job.destination())
                        && other.target().equals(job.target()))
                .findFirst()
                .orElse(job)
                .id();
    }

    private static JobAction verb(String name) {
        return switch (name) {
            case "replay" -> JobAction.REPLAY;
            case "skip" -> JobAction.SKIP;
            default -> throw new InvalidInput("Dead deliveries can be replayed or skipped.");
        };
    }

    @PostMapping("/deliveries/{id}")
    String command(
            @PathVariable String name,
            @PathVariable long id,
            @RequestParam String verb,
            @RequestParam String reason,
            Principal who,
            RedirectAttributes next) {
        CommandResult result = effect(verb).apply(id, CommandRedirect.command(who, reason));
        flow.forget();
        next.addAttribute("name", name);
        return CommandRedirect.of(
                result, "/console/destinations/{name}", "There is no delivery %d.".formatted(id), next);
    }

    private BiFunction<Long, Command, CommandResult> effect(String verb) {
        return switch (verb) {
            case "replay" -> (id, command) -> commands.replay(id, command, false);
            case "skip" -> commands::skip;
            default -> throw new InvalidInput("A delivery can be replayed or skipped.");
        };
    }
}
