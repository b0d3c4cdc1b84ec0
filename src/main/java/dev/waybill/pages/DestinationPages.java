package dev.waybill.pages;

import dev.waybill.destination.DestinationCommands;
import dev.waybill.history.BlockedGroups;
import dev.waybill.history.DeadLetters;
import dev.waybill.operator.CommandResult;
import dev.waybill.overview.Overview;
import dev.waybill.overview.OverviewCache;
import dev.waybill.pages.PageProblem.NotFound;
import dev.waybill.replay.ReplayJobs;
import java.security.Principal;
import java.util.function.Supplier;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** All destinations, one destination, and the commands on it as a whole. */
@PageController
@RequestMapping("/console/destinations")
class DestinationPages {

    private static final int GROUPS = 50;
    private static final int JOBS = 100;
    private static final int JOBS_SHOWN = 10;

    private final OverviewCache flow;
    private final BlockedGroups blocked;
    private final ErrorGroups signatures;
    private final ReplayJobs jobs;
    private final DestinationCommands commands;

    DestinationPages(
            OverviewCache flow,
            BlockedGroups blocked,
            ErrorGroups signatures,
            ReplayJobs jobs,
            DestinationCommands commands) {
        this.flow = flow;
        this.blocked = blocked;
        this.signatures = signatures;
        this.jobs = jobs;
        this.commands = commands;
    }

    @GetMapping
    String all(Model model) {
        model.addAttribute("lines", flow.latest().destinations());
        return "destinations";
    }

    @GetMapping("/{name}")
    String one(
            @PathVariable String name,
            @RequestParam(defaultValue = "0") long after,
            Model model,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean refresh) {
        Overview.Line line = flow.latest().destinations().stream()
                .filter(known -> known.now().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFound(absent(name)));
        model.addAttribute("line", line);
        model.addAttribute("name", name);
        model.addAttribute(
                "jobs",
                jobs.newest(JOBS).stream()
                        .filter(job ->
                                job.destination().equals(name) || job.target().equals(name))
                        .limit(JOBS_SHOWN)
                        .toList());
        var groups = Page.of(blocked.page(name, after, GROUPS + 1), GROUPS);
        model.addAttribute("after", after);
        model.addAttribute("groups", groups.rows());
        model.addAttribute("next", groups.next(BlockedGroups.Group::delivery));
        model.addAttribute("signatures", refresh ? signatures.lately(name) : signatures.now(name));
        model.addAttribute("most", DeadLetters.MOST);
        return "destination";
    }

    @PostMapping("/{name}/pause")
    String pause(@PathVariable String name, @RequestParam String reason, Principal who, RedirectAttributes next) {
        return told(name, next, () -> commands.pause(name, CommandRedirect.command(who, reason)));
    }

    @PostMapping("/{name}/resume")
    String resume(@PathVariable String name, @RequestParam String reason, Principal who, RedirectAttributes next) {
        return told(name, next, () -> commands.resume(name, CommandRedirect.command(who, reason)));
    }

    @PostMapping("/{name}/retry")
    String retry(@PathVariable String name, @RequestParam String reason, Principal who, RedirectAttributes next) {
        return told(name, next, () -> commands.retryNow(name, CommandRedirect.command(who, reason)));
    }

    private String told(String name, RedirectAttributes next, Supplier<CommandResult> command) {
        var result = command.get();
        flow.forget();
        next.addAttribute("name", name);
        return CommandRedirect.of(result, "/console/destinations/{name}", absent(name), next);
    }

    private static String absent(String name) {
        return "There is no destination " + name + ".";
    }
}
