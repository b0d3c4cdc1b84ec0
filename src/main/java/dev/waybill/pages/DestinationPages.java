package dev.waybill.pages;

import dev.waybill.inbox.CommandResult;
import dev.waybill.outbox.BlockedGroups;
import dev.waybill.outbox.DeadLetters;
import dev.waybill.outbox.DestinationCommands;
import dev.waybill.replay.ReplayJobs;
import java.security.Principal;
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** All destinations, one destination, and what can be done about it as a whole. */
@Controller
@RequestMapping("/console/destinations")
class DestinationPages {

    private static final int GROUPS = 50;
    private static final int JOBS = 100;
    private static final int JOBS_SHOWN = 10;

    private final FlowNow flow;
    private final BlockedGroups blocked;
    private final Signatures signatures;
    private final ReplayJobs jobs;
    private final DestinationCommands commands;

    DestinationPages(
            FlowNow flow, BlockedGroups blocked, Signatures signatures, ReplayJobs jobs, DestinationCommands commands) {
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
        Flow.Line line = flow.latest().destinations().stream()
                .filter(known -> known.now().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Absent(absent(name)));
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
        return told(name, next, () -> commands.pause(name, Told.command(who, reason)));
    }

    @PostMapping("/{name}/resume")
    String resume(@PathVariable String name, @RequestParam String reason, Principal who, RedirectAttributes next) {
        return told(name, next, () -> commands.resume(name, Told.command(who, reason)));
    }

    @PostMapping("/{name}/retry")
    String retry(@PathVariable String name, @RequestParam String reason, Principal who, RedirectAttributes next) {
        return told(name, next, () -> commands.retryNow(name, Told.command(who, reason)));
    }

    private String told(String name, RedirectAttributes next, Supplier<CommandResult> command) {
        var result = command.get();
        flow.forget();
        next.addAttribute("name", name);
        return Told.of(result, "/console/destinations/{name}", absent(name), next);
    }

    private static String absent(String name) {
        return "There is no destination " + name + ".";
    }
}
