package dev.waybill.pages;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where people sign in. */
@Controller
class LoginPage {

    private static final long LONGEST_WAIT = 3600;

    private final Show show;

    LoginPage(Show show) {
        this.show = show;
    }

    @GetMapping("/console/login")
    String login(
            @RequestParam(required = false) @Nullable String wrong,
            @RequestParam(required = false) @Nullable String out,
            @RequestParam(required = false) @Nullable String unavailable,
            @RequestParam(defaultValue = "0") long wait,
            Model model) {
        if (wait > 0) {
            model.addAttribute(
                    "alert",
                    "Too many tries. Wait %s, then try again; until then nobody looks at the password."
                            .formatted(show.span(Duration.ofSeconds(Math.min(wait, LONGEST_WAIT)))));
        } else if (wrong != null) {
            model.addAttribute("alert", "The name or the password is wrong.");
        } else if (unavailable != null) {
            model.addAttribute(
                    "alert", "The database doesn't answer now, so nobody can be known. Try again in a moment.");
        } else if (out != null) {
            model.addAttribute("note", "You are signed out.");
        }
        return "login";
    }
}
