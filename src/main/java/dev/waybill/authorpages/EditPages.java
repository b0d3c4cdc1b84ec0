package dev.waybill.authorpages;

import dev.waybill.authorpages.RunDraft.Tested;
import dev.waybill.body.Download;
import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.UnreadableBundle;
import dev.waybill.bundle.ZippedBundle;
import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.pages.CommandRedirect;
import dev.waybill.pages.PageController;
import dev.waybill.pages.PageProblem.Busy;
import dev.waybill.pages.PageProblem.Forbidden;
import dev.waybill.pages.PageProblem.InvalidInput;
import dev.waybill.plan.Plans;
import dev.waybill.revision.RevisionAnswer;
import dev.waybill.routes.Finding;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page to edit routes in a browser. The edited bundle travels with the form: two operators never disturb each other,
 * and the hub keeps nothing until it is published.
 */
@PageController
@RequestMapping("/console/routes/edit")
class EditPages {

    private static final String OPERATOR = "ROLE_OPERATOR";

    private final Plans plans;
    private final PublishedBundle live;
    private final PublishDraft publish;
    private final RunDraft runs;
    private final Audit audit;
    private final EditView view;

    EditPages(Plans plans, PublishedBundle live, PublishDraft publish, RunDraft runs, Audit audit, EditView view) {
        this.plans = plans;
        this.live = live;
        this.publish = publish;
        this.runs = runs;
        this.audit = audit;
        this.view = view;
    }

    /** Opens the live bundle, or tells why it can't be edited here. */
    @GetMapping
    String begin(@RequestParam(defaultValue = "") String file, Model model, HttpServletRequest who) {
        if (!who.isUserInRole(OPERATOR)) {
            throw new Forbidden("Only operators edit routes.");
        }
        String refusal = refusal();
        if (refusal != null) {
            model.addAttribute("refusal", refusal);
            return "edit";
        }
        Bundle begun = live.now().bundle();
        view.show(new Draft(begun), begun.checksum(), file, List.of(), model);
        return "edit";
    }

    @PostMapping(params = "action=download")
    ResponseEntity<byte[]> download(@ModelAttribute("form") EditForm form) {
        try {
            return Download.of(ZippedBundle.of(form.draft().bundle()), "routes.zip");
        } catch (UnreadableBundle e) {
            throw new InvalidInput(String.valueOf(e.getMessage()));
        }
    }

    /** Answers with the edited bundle, and with the result of the pressed button. */
    @PostMapping
    String act(
            @ModelAttribute("form") EditForm form,
            @ModelAttribute("publishing") PublishForm publishing,
            Model model,
            Principal who)
            throws InterruptedException {
        String refusal = refusal();
        if (refusal != null) {
            throw new InvalidInput(refusal);
        }
        Draft draft;
        try {
            draft = form.draft();
        } catch (UnreadableBundle e) {
            throw new InvalidInput(String.valueOf(e.getMessage()));
        }
        String base = form.base() == null ? "" : form.base();
        String file = form.open() == null ? String.valueOf(form.file()) : form.open();
        try {
            switch (form.does()) {
                case "test" -> {
                    return tested(draft, base, file, model, command(who, "a test in the browser"));
                }
                case "plan" -> {
                    return planned(draft, base, file, form, model, command(who, "a plan in the browser"));
                }
                case "publish" -> {
                    return published(draft, base, file, publishing, model, who);
                }
                case "new" -> {
                    draft = draft.withNew(form.newName());
                    file = form.newName();
                    model.addAttribute("made", true);
                }
                case "delete" -> {
                    draft = draft.without(file);
                    model.addAttribute("done", "%s is deleted from the edited bundle.".formatted(file));
                }
                default -> {
                    // A file is opened, or the bundle checked.
                }
            }
            boolean check = form.does().equals("check") || form.isChecked();
            view.show(draft, base, file, check ? marks(runs.check(draft.bundle()), draft) : List.of(), model);
            model.addAttribute("checked", check);
        } catch (UnreadableBundle | IllegalArgumentException | Busy | InvalidInput e) { // the edits stay on the page
            model.addAttribute("problem", e.getMessage());
            view.show(draft, base, file, List.of(), model);
        }
        return "edit";
    }

    private String tested(Draft draft, String base, String file, Model model, Command command)
            throws InterruptedException {
        audit.record(command, "test", "bundle", draft.bundle().checksum());
        Tested tested = runs.test(draft.bundle());
        model.addAttribute("tested", tested);
        model.addAttribute("failed", FailedTest.of(tested.results(), draft));
        view.show(draft, base, file, marks(tested.findings(), draft), model);
        model.addAttribute("checked", true);
        return "edit";
    }

    private String planned(Draft draft, String base, String file, EditForm form, Model model, Command command) {
        switch (plans.make(draft.bundle(), form.selection(), command)) {
            case Plans.Answer.Begun(long id) -> {
                model.addAttribute("plan", id);
                view.show(draft, base, file, List.of(), model);
            }
            case Plans.Answer.Wrong(List<Finding> findings) -> {
                model.addAttribute("problem", "No plan was made: the check found mistakes.");
                model.addAttribute("checked", true);
                view.show(draft, base, file, marks(findings, draft), model);
            }
            case Plans.Answer.Busy() -> {
                model.addAttribute("problem", "Another plan runs on this hub. Wait, or cancel it on its page.");
                view.show(draft, base, file, List.of(), model);
            }
        }
        return "edit";
    }

    private String published(Draft draft, String base, String file, PublishForm form, Model model, Principal who) {
        String reason = form.reason() == null ? "" : form.reason();
        String begun = base;
        List<Finding> findings = List.of();
        switch (publish.publish(draft, base, form, command(who, reason))) {
            case RevisionAnswer.Done done -> {
                model.addAttribute("published", done);
                begun = live.now().bundle().checksum();
            }
            case RevisionAnswer.Wrong wrong -> {
                model.addAttribute("problem", "Nothing was published: the check found mistakes.");
                model.addAttribute("checked", true);
                findings = wrong.findings();
            }
            case RevisionAnswer.Failing(String report) -> {
                model.addAttribute("problem", "Nothing was published: tests fail.");
                model.addAttribute("report", report);
            }
            case RevisionAnswer.Refused(String sentence) -> model.addAttribute("problem", sentence);
            case RevisionAnswer.Absent() -> model.addAttribute("problem", "There is no such revision.");
        }
        view.show(draft, begun, file, marks(findings, draft), model);
        return "edit";
    }

    private @Nullable String refusal() {
        String refusal = plans.refusal();
        if (refusal != null) {
            return refusal;
        }
        return new Draft(live.now().bundle()).field().length() > Draft.MOST
                ? "The live bundle is too large for this page: edit its folder and use bin/waybill."
                : null;
    }

    private static Command command(Principal who, String reason) {
        return CommandRedirect.command(who, reason);
    }

    private static List<Mark> marks(List<Finding> findings, Draft draft) {
        return findings.stream().map(finding -> Mark.of(finding, draft)).toList();
    }
}
