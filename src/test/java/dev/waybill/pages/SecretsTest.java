package dev.waybill.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.waybill.kit.CovverSender;
import dev.waybill.kit.TestAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A hub with a secret in every setting that takes one, senders that show theirs, and an ERP that writes what it was sent
 * into its refusal. Everything an operator can read is read: every page by its links, every address of the API.
 */
class SecretsTest {

    private static final Pattern LINK = Pattern.compile("href=\"(/console[^\"#]*)\"");
    private static final int MOST_PAGES = 300;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final Map<String, String> SECRETS = Map.ofEntries(
            Map.entry("Covver's secret", ConsoleHub.SECRET),
            Map.entry("the ERP's token", ConsoleHub.ERP_TOKEN),
            Map.entry("the SMTP password", "the-smtp-password"),
            Map.entry("the SFTP password", "the-sftp-password"),
            Map.entry("the provider's secret", TestProvider.SECRET),
            Map.entry("the database's password", "the-database-password"),
            Map.entry("a user's hash", "$2b$04"),
            Map.entry("a token", TestAccess.TOKEN),
            Map.entry("a token's digest", TestAccess.TOKEN_SHA_256),
            Map.entry("a sender's authorization", "a-senders-token"),
            Map.entry("a sender's cookie", "a-senders-cookie"));

    private static HttpServer erp;
    private static ConsoleHub hub;

    @BeforeAll
    static void start() throws Exception {
        erp = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        erp.createContext("/", exchange -> {
            byte[] all = exchange.getRequestHeaders().toString().getBytes(UTF_8);
            exchange.sendResponseHeaders(400, all.length);
            exchange.getResponseBody().write(all);
            exchange.close();
        });
        erp.start();
        hub = ConsoleHub.startWithErp(
                "http://127.0.0.1:" + erp.getAddress().getPort(),
                "--spring.datasource.password=the-database-password",
                "--SMTP_HOST=127.0.0.1",
                "--SMTP_PORT=9",
                "--SMTP_USERNAME=hub",
                "--SMTP_PASSWORD=the-smtp-password",
                "--SMTP_STARTTLS=false",
                "--MAIL_FROM=hub@example.com",
                "--MAIL_TO=shop@example.com",
                "--waybill.console.oidc.issuer=https://login.example.com",
                "--waybill.console.oidc.client-id=" + TestProvider.CLIENT,
                "--waybill.console.oidc.client-secret=" + TestProvider.SECRET,
                "--waybill.console.oidc.operators=x");
        post("kept", "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"o-1\"}}", ConsoleHub.SECRET);
        post("malformed", "{\"type\":1}", ConsoleHub.SECRET);
        post("unsigned", "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"o-2\"}}", "wrong");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> hub.count("outbox_delivery WHERE state = 'DEAD' AND destination = 'erp'") == 1
                        && hub.count("outbox_attempt WHERE outcome = 'FAILED'") > 0
                        && hub.count("quarantine") == 2);
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
        erp.stop(0);
    }

    @Test
    void no_page_shows_a_secret() throws Exception {
        Visitor operator = Visitor.signedIn(hub, TestAccess.OPERATOR);
        Map<String, String> pages = new LinkedHashMap<>();
        Deque<String> wanted = new ArrayDeque<>(List.of("/console", "/console/login"));
        Set<String> seen = new HashSet<>(wanted);
        while (!wanted.isEmpty() && pages.size() < MOST_PAGES) {
            String path = wanted.remove();
            String page = operator.get(path).body();
            pages.put(path, page);
            Matcher link = LINK.matcher(page);
            while (link.find()) {
                String next = link.group(1).replace("&amp;", "&");
                if (!next.contains("/assets/") && !next.contains("/login/with") && seen.add(next)) {
                    wanted.add(next);
                }
            }
        }
        assertThat(pages.keySet())
                .contains("/console/destinations/erp", "/console/routes/erp", "/console/audit")
                .anyMatch(path -> path.startsWith("/console/destinations/erp/dead"))
                .filteredOn(path -> path.matches("/console/quarantine/\\d+"))
                .hasSize(2);
        pages.forEach(SecretsTest::showsNone);
    }

    @Test
    void no_answer_of_the_api_shows_a_secret() throws Exception {
        int answered = 0;
        for (String pattern : hub.readable()) {
            if (pattern.startsWith("/console") || pattern.equals("/error")) {
                continue;
            }
            for (long id = 1; id <= 5; id++) {
                String path = pattern.replaceAll("\\{name[^}]*}", "erp").replaceAll("\\{[^}]*}", Long.toString(id));
                HttpResponse<String> answer = HTTP.send(
                        HttpRequest.newBuilder(URI.create(hub.at(path)))
                                .header("Authorization", TestAccess.BEARER)
                                .build(),
                        BodyHandlers.ofString());
                showsNone(path, answer.body() + answer.headers().map());
                answered += answer.statusCode() == 200 ? 1 : 0;
            }
        }
        for (String path : List.of("/actuator/health", "/actuator/info", "/actuator/prometheus", "/actuator/env")) {
            showsNone(path, Visitor.elsewhere(hub.at(path)).body());
        }
        assertThat(answered).isGreaterThan(20);
    }

    private static void showsNone(String path, String shown) {
        SECRETS.forEach(
                (what, secret) -> assertThat(shown).as("%s at %s", what, path).doesNotContain(secret));
    }

    private static void post(String key, String body, String secret) throws IOException, InterruptedException {
        HTTP.send(
                HttpRequest.newBuilder(hub.door())
                        .header("covverIdempotencyKey", key)
                        .header("covverSignature", CovverSender.sign(body.getBytes(UTF_8), secret))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer a-senders-token")
                        .header("Cookie", "session=a-senders-cookie")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
