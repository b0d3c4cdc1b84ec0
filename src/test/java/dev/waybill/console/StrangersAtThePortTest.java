package dev.waybill.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.console.RawHttp.Answer;
import dev.waybill.kit.TestAccess;
import dev.waybill.kit.TestPostgres;
import dev.waybill.management.ManagementPortTest;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Health and metrics answer, and people get in, whatever strangers do with their connections. */
@AutoConfigureObservability(tracing = false)
@SpringBootTest(
        classes = ManagementPortTest.App.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.location=file:application.yaml",
            "camel.main.routes-include-pattern=false",
            "server.tomcat.max-connections=250",
            "waybill.console.trusted-proxies=127.0.0.99",
            "waybill.console.request-within=4s"
        })
class StrangersAtThePortTest {

    private static final String LOCAL = "Host: localhost";
    private static final String SLOW_LOGIN = """
        POST /console/login HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/x-www-form-urlencoded\r
        Content-Length: 10000\r
        \r
        """;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> TestPostgres.empty().getUrl());
        registry.add("spring.datasource.username", () -> "postgres");
        TestAccess.settings().forEach((name, value) -> registry.add(name, () -> value));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 200})
    void probes_answer_while_logins_come_byte_by_byte_and_these_end_in_time(int many) throws Exception {
        try (Strangers strangers = new Strangers(port)) {
            for (int i = 0; i < many; i++) {
                strangers.from("127.0.1." + (1 + i / 20), SLOW_LOGIN);
            }
            for (String path :
                    List.of("/actuator/health/liveness", "/actuator/health/readiness", "/actuator/prometheus")) {
                Instant asked = Instant.now();
                assertThat(get(path).status()).as(path).isEqualTo(200);
                assertThat(Duration.between(asked, Instant.now())).as(path).isLessThan(Duration.ofSeconds(10));
            }
            assertThat(get("/away").status()).as("without a token, and at once").isEqualTo(401);
            await().atMost(Duration.ofSeconds(15)).until(() -> strangers.open() == 0);
        }
        assertThat(metric("slow")).isPositive();
    }

    @Test
    void a_request_head_that_comes_byte_by_byte_ends_in_time_too() throws Exception {
        try (Strangers strangers = new Strangers(port)) {
            strangers.from("127.0.2.1", "GET /actuator/health HTTP/1.1\r\nHost: localhost\r\nX: ");
            await().atMost(Duration.ofSeconds(10)).until(() -> strangers.open() == 0);
        }
    }

    @Test
    void an_address_has_its_share_of_connections() throws Exception {
        try (Strangers strangers = new Strangers(port)) {
            for (int i = 0; i < 32; i++) {
                strangers.from("127.0.3.1", "G");
            }
            Socket another = strangers.from("127.0.3.1", "GET /actuator/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(Strangers.answer(another, 3000)).isEmpty();
            Socket neighbour = strangers.from("127.0.3.2", "GET /actuator/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(Strangers.answer(neighbour, 3000)).isEqualTo("HTTP/1.1 200");
        }
        assertThat(metric("connections")).isPositive();
    }

    @Test
    void when_all_connections_are_in_use_a_newcomer_gets_in() throws Exception {
        try (Strangers strangers = new Strangers(port)) {
            for (int i = 0; i < 280; i++) {
                strangers.from("127.0.4." + (1 + i / 30), "G");
            }
            assertThat(get("/actuator/health/liveness").status()).isEqualTo(200);
        }
        assertThat(metric("crowded")).isPositive();
    }

    @Test
    void callers_behind_a_trusted_proxy_have_a_share_each() throws Exception {
        String slow = SLOW_LOGIN.replace("Host", "X-Forwarded-For: 203.0.113.1\r\nHost");
        String other = "POST /command HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: %s\r\n"
                + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
        try (Strangers strangers = new Strangers(port)) {
            List<Socket> held = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                held.add(strangers.from("127.0.0.99", slow));
            }
            Socket refused = await().until(() -> firstAnswered(held), answered -> answered != null);
            assertThat(Strangers.answer(refused, 3000)).isEqualTo("HTTP/1.1 503");
            assertThat(Strangers.answer(strangers.from("127.0.0.99", other.formatted("203.0.113.1")), 3000))
                    .isEqualTo("HTTP/1.1 503");
            assertThat(Strangers.answer(strangers.from("127.0.0.99", other.formatted("203.0.113.2")), 3000))
                    .isEqualTo("HTTP/1.1 401");
        }
    }

    @Test
    void a_body_arrives_whole_however_it_is_framed() throws Exception {
        String token = "Authorization: " + TestAccess.BEARER;
        String json = "Content-Type: application/json";
        String body = "{\"text\":\"" + "x".repeat(100_000) + "\"}";
        assertThat(RawHttp.send(port, "POST /echo HTTP/1.1", List.of(LOCAL, token, json), body)
                        .body())
                .isEqualTo(String.valueOf(body.length()));
        try (Strangers strangers = new Strangers(port)) {
            Socket chunked = strangers.from(
                    "127.0.0.1",
                    "POST /echo HTTP/1.1\r\n" + LOCAL + "\r\n" + token + "\r\n" + json
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n");
            chunked.setSoTimeout(15_000);
            assertThat(new String(chunked.getInputStream().readAllBytes())).endsWith("\r\n\r\n7");
        }
        try (Strangers strangers = new Strangers(port)) {
            Socket large = strangers.from(
                    "127.0.0.1",
                    "POST /echo HTTP/1.1\r\n" + LOCAL + "\r\n" + token + "\r\n" + json
                            + "\r\nContent-Length: 300000\r\n\r\n{"); // refused by its head, the rest can't be written
            large.setSoTimeout(15_000);
            assertThat(new String(large.getInputStream().readNBytes(12))).isEqualTo("HTTP/1.1 413");
        }
    }

    /** Null while all of them wait. */
    private static Socket firstAnswered(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            if (socket.getInputStream().available() > 0) {
                return socket;
            }
        }
        return null;
    }

    private double metric(String cause) throws IOException {
        return get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("waybill_console_turned_away_total{cause=\"" + cause))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private Answer get(String path) throws IOException {
        return RawHttp.send(port, "GET " + path + " HTTP/1.1", LOCAL);
    }
}
