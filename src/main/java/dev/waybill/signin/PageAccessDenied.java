package dev.waybill.signin;

import dev.waybill.accounts.RefusalTrail;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Redirects a browser that may not have the page it asked for, or shows the refusal. */
public final class PageAccessDenied
        implements AuthenticationEntryPoint, AccessDeniedHandler, AuthenticationFailureHandler {

    public static final String LOGIN = "/console/login";

    private final Supplier<RefusalTrail> trail;

    PageAccessDenied(Supplier<RefusalTrail> trail) {
        this.trail = trail;
    }

    /** Records a refusal. */
    static void note(HttpServletRequest request, RefusalTrail trail, String why) {
        trail.refused(request.getRemoteUser(), request.getRemoteAddr(), RefusalTrail.asked(request), why);
    }

    /** True if the request is a page's refresh of a part, and not for a whole page. */
    static boolean isPart(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return request.getHeader("HX-Request") != null || accept == null || !accept.contains("text/html");
    }

    /**
     * Sends the browser to the login. A part of a page gets the whole page loaded again, which then ends at the login.
     */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException missing)
            throws IOException {
        if (isPart(request)) {
            response.setHeader("HX-Refresh", "true");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            response.sendRedirect(LOGIN);
        }
    }

    /**
     * Refuses a form whose token is not the session's, or a viewer's command. A wrong token means that the session
     * ended while the page was open, or that another site sent it.
     */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (denied instanceof CsrfException) {
            request.setAttribute(DenialReason.ATTRIBUTE, DenialReason.SESSION_ENDED);
        } else {
            request.setAttribute(DenialReason.ATTRIBUTE, DenialReason.VIEWER);
            note(request, trail.get(), "a viewer");
        }
        response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.sendRedirect(LOGIN
                + switch (failure) {
                    case LoginThrottled tries ->
                        "?wait=" + Math.max(1, tries.rest().toSeconds());
                    case BadCredentialsException wrong -> "?wrong";
                    default -> "?unavailable"; // the database, which holds the first user, is away
                });
    }
}
