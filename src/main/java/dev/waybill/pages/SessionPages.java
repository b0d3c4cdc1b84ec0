package dev.waybill.pages;

import dev.waybill.accounts.Role;
import dev.waybill.operator.Audit;
import dev.waybill.operator.Command;
import dev.waybill.pages.PageProblem.NotFound;
import dev.waybill.signin.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The sessions of this hub. Users see and end their own, operators those of all. */
@PageController
class SessionPages {

    private static final String PAGE = "redirect:/console/sessions";
    private static final String REASON = "on the sessions page";

    private final Sessions sessions;
    private final Audit audit;

    SessionPages(Sessions sessions, Audit audit) {
        this.sessions = sessions;
        this.audit = audit;
    }

    @GetMapping("/console/sessions")
    String page(HttpServletRequest request, Principal who, Model model) {
        boolean all = request.isUserInRole(Role.OPERATOR.name());
        model.addAttribute("rows", sessions.open(all ? null : who.getName()));
        model.addAttribute("own", sessions.own(request));
        return "sessions";
    }

    @PostMapping("/console/sessions/{number}/end")
    String end(@PathVariable long number, HttpServletRequest request, Principal who, RedirectAttributes next) {
        boolean all = request.isUserInRole(Role.OPERATOR.name());
        Sessions.Open session = sessions.open(all ? null : who.getName()).stream()
                .filter(open -> open.number() == number)
                .findFirst()
                .orElseThrow(() -> new NotFound("There is no session " + number + " of yours here."));
        audit.record(new Command(who.getName(), REASON, request.getRemoteAddr()), "end", "session", session.who());
        sessions.end(number);
        CommandRedirect.done(next, "The session of " + session.who() + " has ended.");
        return PAGE;
    }

    @PostMapping("/console/sessions/end-others")
    String endOthers(HttpServletRequest request, Principal who, RedirectAttributes next) {
        audit.record(
                new Command(who.getName(), REASON, request.getRemoteAddr()), "end others", "session", who.getName());
        int ended = sessions.endOthers(who.getName(), request);
        CommandRedirect.done(
                next, ended == 1 ? "One session of yours has ended." : ended + " sessions of yours have ended.");
        return PAGE;
    }
}
