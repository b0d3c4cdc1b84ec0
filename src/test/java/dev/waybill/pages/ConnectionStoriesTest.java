package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.sun.net.httpserver.HttpServer;
import dev.waybill.kit.FreePort;
import dev.waybill.kit.Slow;
import dev.waybill.kit.TestAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator tests connections by their buttons, in a real Chromium: one that is good, one refused, one down. */
@Slow
class ConnectionStoriesTest {

    private static final HttpServer OTHER_SIDE = start();
    private static final String TOKEN = "the-token-that-is-refused";

    @RegisterExtension
    static final Stage stage = new Stage(
            "--waybill.connections.good.http.url=" + url(OTHER_SIDE.getAddress().getPort(), "/open"),
            "--waybill.connections.good.http.token=" + TOKEN,
            "--waybill.connections.refused.http.url="
                    + url(OTHER_SIDE.getAddress().getPort(), "/closed"),
            "--waybill.connections.refused.http.token=" + TOKEN,
            "--waybill.connections.down.http.url=" + url(FreePort.next(), "/"),
            "--waybill.connections.down.http.token=" + TOKEN);

    @AfterAll
    static void stop() {
        OTHER_SIDE.stop(0);
    }

    @Test
    void each_button_tests_its_connection_and_says_what_it_saw() {
        try (Looking ada = Looking.at(stage, TestAccess.OPERATOR, "/console/connections")) {
            ada.sees("good");
            ada.accessible();

            ada.press("Test connection good");
            ada.sees("good: HEAD " + url(OTHER_SIDE.getAddress().getPort(), "/open") + " was answered 204.");
            ada.accessible();
            ada.shoot("connection-good");

            ada.press("Test connection refused");
            ada.sees("was answered 401: the login is refused");
            PlaywrightAssertions.assertThat(ada.page.locator("[role=alert]")).hasCount(1);
            ada.accessible();

            ada.press("Test connection down");
            ada.sees("down: ");
            ada.sees("refused");
            PlaywrightAssertions.assertThat(ada.page.locator("[role=alert]")).hasCount(1);
            ada.accessible();
            ada.shoot("connection-down");

            assertThat(ada.page.content()).doesNotContain(TOKEN);
            assertThat(ada.complaints).isEmpty();
        }
        assertThat(stage.hub.count("audit WHERE verb = 'test' AND subject = 'connection' AND who = 'ada'"))
                .isEqualTo(3);
    }

    @Test
    void a_connection_without_settings_has_no_button_and_a_viewer_sees_none() {
        try (Looking bob = Looking.at(stage, TestAccess.VIEWER, "/console/connections")) {
            bob.sees("good");
            bob.sees("paused without SMTP_HOST");
            assertThat(bob.page.locator("main button").count()).isZero();
            bob.accessible();
            assertThat(bob.complaints).isEmpty();
        }
        var phone = Looking.LOOKS.get("phone");
        try (Looking ada = Looking.at(stage, TestAccess.OPERATOR, phone, "/console/connections")) {
            assertThat(ada.page
                            .locator("main tr:has-text(\"paused without\") button")
                            .count())
                    .isZero();
            assertThat(ada.page.locator("main button").count()).isEqualTo(4); // and the shipped erp
            ada.accessible();
        }
    }

    private static String url(int port, String path) {
        return "http://127.0.0.1:%d%s".formatted(port, path);
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/open") ? 204 : 401, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
