package dev.waybill.pages;

import dev.waybill.inbox.Command;
import dev.waybill.inbox.CommandResult;
import dev.waybill.outbox.DeadLetters;
import dev.waybill.outbox.DeliveryCommands;
import dev.waybill.outbox.Ledger;
import java.security.Principal;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A destination's DEAD deliveries that failed alike, or one of them: looked at, replayed or skipped. */
@Controller
@RequestMapping("/console/destinations/{name}")
class DeadPages {

    /** At a time: each is a commit of its own, and an operator waits for the answer. */
    static final int AT_ONCE = 200;

    private static final int SHOWN = 20;

    private final DeadLetters dead;
    private final Ledger ledger;
    private final DeliveryCommands commands;
    private final FlowNow flow;

    DeadPages(DeadLetters dead, Ledger ledger, DeliveryCommands commands, FlowNow flow) {
        this.dead = dead;
        this.ledger = ledger;
        this.commands = commands;
        this.flow = flow;
    }

    /** The preview: what a command on these would concern. */
    @GetMapping("/dead")
    String alike(@PathVariable String name, @RequestParam String signature, Model model) {
        List<Long> ids = dead.ids(name, signature, DeadLetters.MOST);
        model.addAttribute("name", name);
        model.addAttribute("signature", signature);
        model.addAttribute("count", ids.size());
        model.addAttribute("atOnce", AT_ONCE);
        model.addAttribute(
                "sample",
                ids.stream()
                        .limit(SHOWN)
                        .flatMap(id -> ledger.find(id).stream())
                        .toList());
        return "dead";
    }

    @PostMapping("/dead")
    String commandAlike(
            @PathVariable String name,
            @RequestParam String signature,
            @RequestParam String verb,
            @RequestParam String reason,
            Principal who,
            RedirectAttributes next) {
        Command command = Told.command(who, reason);
        BiFunction<Long, Command, CommandResult> effect = effect(verb);
        List<Long> ids = dead.ids(name, signature, AT_ONCE);
        long done = ids.stream()
                .filter(id -> effect.apply(id, command) instanceof CommandResult.Done)
                .count();
        flow.forget();
        Told.done(
                next,
                "%d of %d were %s. Another operator may have been faster with the rest; more than %d take several turns."
                        .formatted(done, ids.size(), verb.equals("skip") ? "skipped" : "made due now", AT_ONCE));
        next.addAttribute("name", name);
        return "redirect:/console/destinations/{name}";
    }

    @PostMapping("/deliveries/{id}")
    String command(
            @PathVariable String name,
            @PathVariable long id,
            @RequestParam String verb,
            @RequestParam String reason,
            Principal who,
            RedirectAttributes next) {
        CommandResult result = effect(verb).apply(id, Told.command(who, reason));
        flow.forget();
        next.addAttribute("name", name);
        return Told.of(result, "/console/destinations/{name}", "There is no delivery %d.".formatted(id), next);
    }

    private BiFunction<Long, Command, CommandResult> effect(String verb) {
        return switch (verb) {
            case "replay" -> (id, command) -> commands.replay(id, command, false);
            case "skip" -> commands::skip;
            default -> throw new Unfit("A delivery can be replayed or skipped.");
        };
    }
}
