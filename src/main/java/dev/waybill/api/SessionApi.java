package dev.waybill.api;

import dev.waybill.accounts.Role;
import dev.waybill.operator.Audit;
import dev.waybill.signin.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The sessions of this hub as JSON, and the command that ends one. */
@RestController
@RequestMapping("/api/sessions")
class SessionApi {

    private final Sessions sessions;
    private final Audit audit;

    SessionApi(Sessions sessions, Audit audit) {
        this.sessions = sessions;
        this.audit = audit;
    }

    @GetMapping
    List<Sessions.Open> all(HttpServletRequest who) {
        if (!who.isUserInRole(Role.OPERATOR.name())) {
            throw ApiResponses.forbidden(
                    "This list is for operators; all users see their own sessions at /console/sessions.");
        }
        return sessions.open(null);
    }

    @PostMapping("/{number}/end")
    ResponseEntity<?> end(@PathVariable long number, @RequestBody CommandBody body, Principal who) {
        Sessions.Open session = sessions.open(null).stream()
                .filter(open -> open.number() == number)
                .findFirst()
                .orElseThrow(() -> ApiResponses.notFound("There is no session " + number + " on this hub"));
        audit.record(body.command(who), "end", "session", session.who());
        sessions.end(number);
        return ResponseEntity.ok(new ApiResponses.Done(number, "The session of " + session.who() + " has ended."));
    }
}
