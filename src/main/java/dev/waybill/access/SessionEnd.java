package dev.waybill.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends a session that is too old, however busy it is: a page that refreshes itself would keep it for ever. */
final class SessionEnd extends OncePerRequestFilter {

    private final Clock clock;
    private final Duration longest;

    SessionEnd(Clock clock, Duration longest) {
        this.clock = clock;
        this.longest = longest;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null) {
            endIfTooOld(session);
        }
        chain.doFilter(request, response);
    }

    private void endIfTooOld(HttpSession session) {
        try {
            if (clock.millis() - session.getCreationTime() > longest.toMillis()) {
                session.invalidate();
            }
        } catch (IllegalStateException e) {
            // another request of the same page has ended it
        }
    }
}
