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
 * Recognises a browser in which a user has signed in before, by a cookie. The cookie proves only that, and signs nobody
 * in. The key of its signature is the password's hash: all hubs know it, and the cookie ends with the password.
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

    /** Returns the browser's number, if a user of this name has signed in with it. */
    Optional<String> number(HttpServletRequest request, String name) {
        return cookies.read(request, COOKIE)
                .flatMap(cookie -> key(name).flatMap(key -> SignedNonce.number(key, name, cookie, clock.instant())));
    }

    private Optional<byte[]> key(String name) {
        try {
            return Optional.of(users.loadUserByUsername(name).getPassword().getBytes(UTF_8));
        } catch (UsernameNotFoundException | DataAccessException e) {
            return Optional.empty(); // counts as an unknown browser, as far as can be known now
        }
    }
}
