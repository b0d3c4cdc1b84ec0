package dev.waybill.authorpages;

import dev.waybill.body.Named;
import dev.waybill.body.ShownBodies;
import dev.waybill.operator.AuditReading;
import dev.waybill.pages.CommandRedirect;
import dev.waybill.pages.PageController;
import dev.waybill.pages.PageProblem.NotFound;
import dev.waybill.plan.Plan;
import dev.waybill.plan.PlanStore;
import dev.waybill.plan.Plans;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Plans: their list, and one with its counts and the differences that it found. */
@PageController
@RequestMapping("/console/plans")
class PlanPages {

    private static final int PAGE = 50;
    private static final String OPERATOR = "ROLE_OPERATOR";

    private final Plans plans;
    private final PlanStore store;
    private final ShownBodies bodies;
    private final AuditReading reading;

    PlanPages(Plans plans, PlanStore store, ShownBodies bodies, AuditReading reading) {
        this.plans = plans;
        this.store = store;
        this.bodies = bodies;
        this.reading = reading;
    }

    @GetMapping
    String all(Model model, HttpServletRequest who) {
        model.addAttribute(
                "plans",
                store.newest(PAGE).stream().map(plan -> shown(plan, who)).toList());
        model.addAttribute("refusal", plans.refusal());
        return "plans";
    }

    /** Samples hold parts of bodies, so that only operators see them, and the audit records it. */
    @GetMapping("/{id}")
    String one(@PathVariable long id, Model model, HttpServletRequest who) {
        Plan plan = store.find(id).orElseThrow(() -> new NotFound(absent(id)));
        boolean samples = who.isUserInRole(OPERATOR);
        PlanView view = shown(samples ? plan : plan.withoutSamples(), who);
        if (!view.samples().isEmpty()) {
            reading.of(CommandRedirect.reads(who), "plan", id);
        }
        model.addAttribute("plan", view);
        model.addAttribute("hidden", !samples && !shown(plan, who).samples().isEmpty());
        return "plan";
    }

    @PostMapping("/{id}/cancel")
    String cancel(@PathVariable long id, @RequestParam String reason, Principal who, RedirectAttributes next) {
        if (store.find(id).isEmpty()) {
            throw new NotFound(absent(id));
        }
        if (store.cancel(id, CommandRedirect.command(who, reason))) {
            CommandRedirect.done(next, "Plan %d ends now.".formatted(id));
        } else {
            CommandRedirect.not(next, "Plan %d does not run.".formatted(id));
        }
        return "redirect:/console/plans/" + id;
    }

    private PlanView shown(Plan plan, HttpServletRequest who) {
        boolean order = !bodies.hides(who::isUserInRole).contains(Named.GROUP);
        return new PlanView(order ? plan : plan.withoutOrder());
    }

    private static String absent(long id) {
        return "There is no plan %d; plans are deleted after some days.".formatted(id);
    }
}
