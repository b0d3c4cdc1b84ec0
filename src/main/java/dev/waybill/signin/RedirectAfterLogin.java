package dev.waybill.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/**
 * Sends a user after sign-in to the page that was asked for before. Only its path is used: behind a proxy with TLS this
 * node does not know its own scheme. A path also can't lead to another host.
 */
final class RedirectAfterLogin implements AuthenticationSuccessHandler {

    private static final String HOME = "/console";

    private final RequestCache wanted;
    private final Duration idle;

    /** @param idle the time that the session lasts from now on without use */
    RedirectAfterLogin(RequestCache wanted, Duration idle) {
        this.wanted = wanted;
        this.idle = idle;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        request.getSession().setMaxInactiveInterval((int) idle.toSeconds());
        String page = page(request, response);
        wanted.removeRequest(request, response);
        response.sendRedirect(page);
    }

    private String page(HttpServletRequest request, HttpServletResponse response) {
        try {
            return path(wanted.getRequest(request, response));
        } catch (IllegalArgumentException e) {
            return HOME; // the browser's cookie holds no address
        }
    }

    private static String path(@Nullable SavedRequest saved) {
        if (saved == null) {
            return HOME;
        }
        URI address = URI.create(saved.getRedirectUrl());
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return String.valueOf(address.getRawPath()).startsWith(HOME) ? address.getRawPath() + query : HOME;
    }
}
