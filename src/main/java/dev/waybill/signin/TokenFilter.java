package dev.waybill.signin;

import dev.waybill.accounts.AccessSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Signs a program in by the bearer token of its request, for that request alone. */
final class TokenFilter extends OncePerRequestFilter {

    private final BearerTokens tokens;
    private final FailedTokens failed;
    private final Clock clock;

    TokenFilter(BearerTokens tokens, FailedTokens failed, Clock clock) {
        this.tokens = tokens;
        this.failed = failed;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        BearerTokens.in(request).ifPresent(token -> signIn(tokens.whose(token), request));
        chain.doFilter(request, response);
    }

    private void signIn(Optional<AccessSettings.Token> known, HttpServletRequest request) {
        if (known.isEmpty()) {
            failed.unknown(request);
            return;
        }
        AccessSettings.Token token = known.get();
        if (token.isExpired(clock.instant())) {
            failed.expired(token.name(), request);
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                token.name(), null, List.of(token.role().authority())));
        SecurityContextHolder.setContext(context);
    }
}
