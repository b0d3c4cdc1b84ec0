package dev.waybill.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSessionEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

class RedirectAfterLoginTest {

    private final HttpSessionRequestCache wanted = new HttpSessionRequestCache();
    private final RedirectAfterLogin signedIn = new RedirectAfterLogin(wanted, Duration.ofMinutes(30));

    @ParameterizedTest
    @CsvSource({
        "/console/destinations/erp, after=7&x=%2F, /console/destinations/erp?after=7&x=%2F",
        "/console, '', /console",
        "//evil.example/console, '', /console",
        "/elsewhere, '', /console"
    })
    void whoever_signed_in_goes_where_they_wanted_on_this_host(String path, String query, String where)
            throws IOException {
        MockHttpServletRequest asked = new MockHttpServletRequest("GET", path);
        asked.setQueryString(query.isEmpty() ? null : query);
        asked.setServerName("hub.example");
        MockHttpServletResponse answer = new MockHttpServletResponse();
        wanted.setMatchingRequestParameterName(null);
        wanted.saveRequest(asked, answer);
        MockHttpServletRequest login = new MockHttpServletRequest("POST", "/console/login");
        login.setSession(Objects.requireNonNull(asked.getSession()));

        signedIn.onAuthenticationSuccess(login, answer, new TestingAuthenticationToken("ada", "x"));

        assertThat(answer.getRedirectedUrl()).isEqualTo(where);
        assertThat(Objects.requireNonNull(login.getSession()).getMaxInactiveInterval())
                .isEqualTo(1800);
        assertThat(wanted.getRequest(login, answer)).isNull();
    }

    @Test
    void a_strangers_session_is_short() {
        MockHttpSession session = new MockHttpSession();
        new AnonymousSessionLimit().sessionCreated(new HttpSessionEvent(session));
        assertThat(session.getMaxInactiveInterval()).isEqualTo(600);
    }
}
