package dev.waybill.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * The console's cookies. The names begin with {@code __Host-} if browsers use TLS. No other host, and nothing without
 * TLS, can set such a cookie.
 */
record Cookies(boolean secure) {

    private static final String OURS_ALONE = "__Host-";

    static Cookies of(ServerProperties server) {
        boolean tls = server.getSsl() != null && server.getSsl().isEnabled();
        return new Cookies(tls
                || Boolean.TRUE.equals(
                        server.getServlet().getSession().getCookie().getSecure()));
    }

    String name(String name) {
        return secure ? OURS_ALONE + name : name;
    }

    Optional<String> read(HttpServletRequest request, String name) {
        @Nullable Cookie found = WebUtils.getCookie(request, name(name));
        return Optional.ofNullable(found).map(Cookie::getValue);
    }

    void write(HttpServletResponse response, String name, String value, Duration lives) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name(name), value)
                        .path("/")
                        .httpOnly(true)
                        .secure(secure)
                        .sameSite("Lax")
                        .maxAge(lives)
                        .build()
                        .toString());
    }

    void forget(HttpServletResponse response, String name) {
        write(response, name, "", Duration.ZERO);
    }
}
