package dev.waybill.pages;

import dev.waybill.oidc.OidcSettings;
import dev.waybill.overview.Format;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page where users sign in. */
@Controller
class LoginPage {

    private static final long LONGEST_WAIT = 3600;

    private final Format show;

    private final OidcSettings oidc;

    LoginPage(Format show, OidcSettings oidc) {
        this.show = show;
        this.oidc = oidc;
    }

    @GetMapping("/console/login")
    String login(
            @RequestParam(required = false) @Nullable String wrong,
            @RequestParam(required = false) @Nullable String out,
            @RequestParam(required = false) @Nullable String unavailable,
            @RequestParam(required = false) @Nullable String provider,
            @RequestParam(defaultValue = "0") long wait,
            Model model) {
        if (oidc.isConfigured()) {
            model.addAttribute("provider", oidc.provider());
        }
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
        } else if (provider != null) {
            model.addAttribute("alert", ofProvider(provider));
        } else if (out != null) {
            model.addAttribute("note", "You are signed out.");
        }
        return "login";
    }

    private static String ofProvider(String fault) {
        return switch (fault) {
            case "norole" ->
                "The provider knows you, but gives you no role here. Whoever sets waybill.console.oidc can change"
                        + " that.";
            case "away" -> "The provider doesn't answer now. Try again in a moment, or sign in with a password.";
            default -> "That did not work with the provider. Try again; if it stays so, the hub's log says why.";
        };
    }
}
