package dev.waybill.signin;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** Notes the session of a user who has signed in, and goes on. Notes the browser too after sign-in by a password. */
record SignedIn(Sessions sessions, KnownBrowsers browsers, AuthenticationSuccessHandler next)
        implements AuthenticationSuccessHandler {

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws IOException, ServletException {
        if (!(who.getPrincipal() instanceof OidcUser)) {
            browsers.remember(response, who.getName());
        }
        next.onAuthenticationSuccess(request, response, who);
        sessions.opened(request, who.getName());
    }
}
