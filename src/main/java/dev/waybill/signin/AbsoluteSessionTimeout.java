package dev.waybill.signin;

import static org.springframework.security.web.context.HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;

import dev.waybill.accounts.Accounts;
import dev.waybill.accounts.ConfiguredUser;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session that is too old, however busy it is: a page that refreshes itself would keep it forever. Ends a
 * session too if its user was removed, or has another password or role now.
 */
final class AbsoluteSessionTimeout extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger("dev.waybill.login");

    private final Clock clock;
    private final Duration longest;
    private final Accounts accounts;

    AbsoluteSessionTimeout(Clock clock, Duration longest, Accounts accounts) {
        this.clock = clock;
        this.longest = longest;
        this.accounts = accounts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null) {
            endIfOver(session);
        }
        chain.doFilter(request, response);
    }

    private void endIfOver(HttpSession session) {
        try {
            if (clock.millis() - session.getCreationTime() > longest.toMillis()) {
                session.invalidate();
            } else if (isOfNobody(session)) {
                session.invalidate();
                LOG.info("A session was ended: its user was removed, or has a new password or role");
            }
        } catch (IllegalStateException e) {
            // Another request of the same page has ended it.
        }
    }

    private boolean isOfNobody(HttpSession session) {
        return session.getAttribute(SPRING_SECURITY_CONTEXT_KEY) instanceof SecurityContext context
                && context.getAuthentication() != null
                && context.getAuthentication().getPrincipal() instanceof ConfiguredUser user
                && !accounts.admit(user.account());
    }
}
