package dev.waybill.pages;

import dev.waybill.operator.AuditLog;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit: each command with who, when and why; the newest first. */
@PageController
class AuditPage {

    private static final int PAGE = 100;

    private final AuditLog log;

    AuditPage(AuditLog log) {
        this.log = log;
    }

    @GetMapping("/console/audit")
    String audit(@RequestParam(defaultValue = Page.FROM_THE_NEWEST) long before, Model model) {
        var page = Page.of(log.page(before, PAGE + 1), PAGE);
        model.addAttribute("rows", page.rows());
        model.addAttribute("further", before != Long.MAX_VALUE);
        model.addAttribute("next", page.next(AuditLog.Entry::id));
        return "audit";
    }
}
