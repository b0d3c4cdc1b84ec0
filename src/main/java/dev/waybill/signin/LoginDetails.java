package dev.waybill.signin;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** The origin of a sign-in attempt: the address, and the browser if the user has signed in with it before. */
final class LoginDetails extends WebAuthenticationDetails {

    private final @Nullable String browser;

    LoginDetails(HttpServletRequest request, KnownBrowsers known) {
        super(request);
        String name = request.getParameter("name");
        this.browser = name == null ? null : known.number(request, name.strip()).orElse(null);
    }

    @Nullable
    String browser() {
        return browser;
    }
}
