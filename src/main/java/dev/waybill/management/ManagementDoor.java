package dev.waybill.management;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Checks each request on the management port before anything else answers it, the actuator included. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ManagementDoor extends OncePerRequestFilter {

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final RequestGuard doorkeeper;
    private final boolean secure;
    private final ObjectMapper json;

    ManagementDoor(ConsoleSettings settings, ServerProperties server, ObjectMapper json) {
        this.secure =
                Boolean.TRUE.equals(server.getServlet().getSession().getCookie().getSecure());
        this.doorkeeper = new RequestGuard(settings.allowedHosts());
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        protect(response);
        if (request.isSecure() || secure) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        Refusal refusal = doorkeeper.refusal(request);
        if (refusal == null) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(refusal.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), refusal.asProblem());
    }

    /** Sets the protective headers. A page that needs another value, such as one for caching, sets it later. */
    private static void protect(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin"); // without one, own forms have a null origin
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Cache-Control", "no-store");
    }
}
