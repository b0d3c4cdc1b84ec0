package dev.waybill.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * Knows a browser again that somebody has signed in with, by a cookie that proves that and lets nobody in. It is signed
 * with the password's hash: all hubs know it, and it ends with the password.
 */
final class KnownBrowsers {

    static final String COOKIE = "waybill-known";

    private static final Duration LIVES = Duration.ofDays(90);

    private final UserDetailsService users;
    private final Cookies cookies;
    private final Clock clock;

    KnownBrowsers(UserDetailsService users, Cookies cookies, Clock clock) {
        this.users = users;
        this.cookies = cookies;
        this.clock = clock;
    }

    void remember(HttpServletResponse response, String name) {
        key(name)
                .ifPresent(key -> cookies.write(
                        response,
                        COOKIE,
                        SignedNonce.make(key, name, clock.instant().plus(LIVES)),
                        LIVES));
    }

    /** The browser's number, if this name has signed in with it. */
    Optional<String> number(HttpServletRequest request, String name) {
        return cookies.read(request, COOKIE)
                .flatMap(cookie -> key(name).flatMap(key -> SignedNonce.number(key, name, cookie, clock.instant())));
    }

    private Optional<byte[]> key(String name) {
        try {
            return Optional.of(users.loadUserByUsername(name).getPassword().getBytes(UTF_8));
        } catch (UsernameNotFoundException | DataAccessException e) {
            return Optional.empty(); // a stranger, as far as can be told now
        }
    }
}
