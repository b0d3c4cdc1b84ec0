package dev.waybill.pages;

import dev.waybill.oidc.OidcSettings;
import dev.waybill.overview.Format;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page where users sign in. */
@PageController
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
                    "Too many attempts. Wait %s, then try again; until then no password is checked."
                            .formatted(show.span(Duration.ofSeconds(Math.min(wait, LONGEST_WAIT)))));
        } else if (wrong != null) {
            model.addAttribute("alert", "The name or the password is wrong.");
        } else if (unavailable != null) {
            model.addAttribute(
                    "alert", "The database does not answer, so sign-in is not possible. Try again in a moment.");
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
                "The provider gives you no role here. The administrator of waybill.console.oidc can change that.";
            case "away" -> "The provider does not answer. Try again in a moment, or sign in with a password.";
            default -> "Sign-in with the provider failed. Try again; if it fails again, read the hub's log.";
        };
    }
}
