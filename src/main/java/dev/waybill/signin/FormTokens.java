package dev.waybill.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/**
 * The token that each form carries against forgery. A signed-in user's token is in the session. An unauthenticated
 * client's token is in a signed cookie, so that a login form takes none of this node's memory.
 */
final class FormTokens implements CsrfTokenRepository {

    static final String COOKIE = "waybill-form";

    private static final String HEADER = "X-CSRF-TOKEN";
    private static final String PARAMETER = "_csrf";
    private static final Duration LIVES = Duration.ofHours(1);

    private final HttpSessionCsrfTokenRepository sessions = new HttpSessionCsrfTokenRepository();
    private final byte[] key = SignedNonce.randomKey();
    private final Cookies cookies;
    private final Clock clock;

    FormTokens(Cookies cookies, Clock clock) {
        this.cookies = cookies;
        this.clock = clock;
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return signedIn(request)
                ? sessions.generateToken(request)
                : token(SignedNonce.make(key, COOKIE, clock.instant().plus(LIVES)));
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (signedIn(request)) {
            sessions.saveToken(token, request, response);
        } else if (token == null) {
            cookies.forget(response, COOKIE);
        } else {
            cookies.write(response, COOKIE, token.getToken(), LIVES);
        }
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return signedIn(request)
                ? sessions.loadToken(request)
                : cookies.read(request, COOKIE)
                        .filter(signed -> SignedNonce.number(key, COOKIE, signed, clock.instant())
                                .isPresent())
                        .map(FormTokens::token)
                        .orElse(null);
    }

    private static CsrfToken token(String text) {
        return new DefaultCsrfToken(HEADER, PARAMETER, text);
    }

    private static boolean signedIn(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null
                && session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY) != null;
    }
}
