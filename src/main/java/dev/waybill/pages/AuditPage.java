package dev.waybill.pages;

import dev.waybill.inbox.AuditLog;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who commanded what, when and why; the newest first. */
@Controller
class AuditPage {

    private static final int PAGE = 100;

    private final AuditLog log;

    AuditPage(AuditLog log) {
        this.log = log;
    }

    @GetMapping("/console/audit")
    String audit(@RequestParam(defaultValue = "9223372036854775807") long before, Model model) {
        var rows = log.page(before, PAGE);
        model.addAttribute("rows", rows);
        model.addAttribute("next", rows.size() == PAGE ? rows.getLast().id() : null);
        return "audit";
    }
}
