package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.TestAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Behind a proxy that speaks TLS no other host of the domain, and nobody on the wire, can plant a cookie. */
class SecureCookiesTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void every_cookie_is_this_hosts_alone_and_browsers_are_kept_on_tls() throws Exception {
        try (ConsoleHub hub = ConsoleHub.start("--MANAGEMENT_COOKIE_SECURE=true")) {
            HttpResponse<String> form = send(asked(hub, "/console/login").GET());
            List<String> asked = Visitor.setCookies(form);
            assertThat(form.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
            assertThat(asked).isNotEmpty().allSatisfy(SecureCookiesTest::isThisHostsAlone);

            Matcher token = TOKEN.matcher(form.body());
            assertThat(token.find()).isTrue();
            HttpResponse<String> in = send(asked(hub, "/console/login")
                    .header("Cookie", sent(asked))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Sec-Fetch-Site", "same-origin")
                    .POST(BodyPublishers.ofString("name=%s&password=%s&_csrf=%s"
                            .formatted(TestAccess.VIEWER, TestAccess.PASSWORD.replace(" ", "+"), token.group(1)))));
            List<String> kept = Visitor.setCookies(in).stream()
                    .filter(cookie ->
                            !cookie.startsWith("REDIRECT_URI=;")) // forgets a page of ours, and is believed no more
                    .toList();
            assertThat(kept)
                    .anyMatch(cookie -> cookie.startsWith("__Host-waybill="))
                    .anyMatch(cookie -> cookie.startsWith("__Host-waybill-known="))
                    .allSatisfy(SecureCookiesTest::isThisHostsAlone);
            assertThat(send(asked(hub, "/console").header("Cookie", sent(kept)).GET())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static void isThisHostsAlone(String cookie) {
        assertThat(cookie)
                .startsWith("__Host-")
                .contains("; Secure", "; HttpOnly", "; Path=/")
                .doesNotContain("Domain=", "Path=/console");
    }

    private static String sent(List<String> cookies) {
        return cookies.stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .collect(Collectors.joining("; "));
    }

    private static HttpRequest.Builder asked(ConsoleHub hub, String path) {
        return HttpRequest.newBuilder(URI.create(hub.at(path))).header("Accept", "text/html");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
