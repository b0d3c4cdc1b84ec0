package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.console.ClosedDoor;
import dev.waybill.kit.TestAccess;
import dev.waybill.kit.TestPostgres;
import dev.waybill.quarantine.Resubmit;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
        classes = ReplayApiTest.App.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"spring.config.location=file:application.yaml", "camel.main.routes-include-pattern=false"})
class ReplayApiTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> TestPostgres.empty().getUrl());
        registry.add("spring.datasource.username", () -> "postgres");
        TestAccess.settings().forEach((name, value) -> registry.add(name, () -> value));
    }

    @Test
    void a_job_is_previewed_started_throttled_watched_and_cancelled() throws Exception {
        jdbc.sql("INSERT INTO inbox_event (source, idempotency_key, type, digest, secret_id) SELECT 'covver', 'k' || i,"
                        + " 'OrderPlaced', decode(repeat('00', 32), 'hex'), 'test' FROM generate_series(1, 12) i")
                .update();
        jdbc.sql("INSERT INTO outbox_delivery (destination, lane, event_id, state)"
                        + " SELECT 'sftp', '#' || id, id, 'DEAD' FROM inbox_event")
                .update();

        HttpResponse<String> made =
                post("/api/replays", "\"destination\":\"sftp\",\"target\":\"email\",\"perSecond\":1");
        assertThat(made.statusCode()).isEqualTo(201);
        JsonNode preview = JSON.readTree(made.body());
        assertThat(preview.at("/count").asInt()).isEqualTo(12);
        assertThat(preview.at("/sample")).hasSize(10);
        assertThat(preview.at("/sample/0/type").asText()).isEqualTo("OrderPlaced");
        assertThat(preview.at("/job/state").asText()).isEqualTo("PREVIEWED");
        String job = "/api/replays/" + preview.at("/job/id").asLong();
        assertThat(made.headers().firstValue("Location")).contains(job);

        HttpResponse<String> unconfirmed = post(job + "/start", "\"confirm\":false");
        assertThat(unconfirmed.statusCode()).isEqualTo(409);
        assertThat(unconfirmed.body()).contains("a second time", "\\\"confirm\\\": true");
        assertThat(post(job + "/start", "\"confirm\":true").statusCode()).isEqualTo(200);
        assertThat(post(job + "/start", "\"confirm\":true").body()).contains("is already running");
        assertThat(post(job + "/throttle", "\"perSecond\":2").statusCode()).isEqualTo(200);
        assertThat(get(job).at("/perSecond").asInt()).isEqualTo(2);
        assertThat(get("/api/replays").at("/0/state").asText()).isEqualTo("RUNNING");

        assertThat(post(job + "/cancel", "\"confirm\":false").statusCode()).isEqualTo(200);
        assertThat(get(job).at("/state").asText()).isEqualTo("CANCELLED");
        assertThat(get(job).at("/endedAt").asText()).endsWith("Z");
        assertThat(post(job + "/start", "\"confirm\":true").statusCode()).isEqualTo(409);
        assertThat(jdbc.sql("SELECT verb FROM audit WHERE subject = 'replay' AND subject_id = :id ORDER BY id")
                        .param("id", preview.at("/job/id").asLong())
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("preview", "start", "throttle", "cancel"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"type\":\"OrderPlaced\"                                 | needs a \\\"destination\\\"",
                "\"destination\":\"nowhere\"                              | There is no destination nowhere",
                "\"destination\":\"erp\",\"target\":\"nowhere\"           | nowhere has no route",
                "\"destination\":\"erp\",\"states\":[\"LOST\"]            | states takes one or more of PENDING, DEAD",
                "\"destination\":\"erp\",\"states\":[null]                | states must not contain null",
                "\"destination\":\"erp\",\"states\":[]                    | states takes one or more",
                "\"destination\":\"erp\",\"from\":\"yesterday\"           | from is no time with an offset",
                "\"destination\":\"erp\",\"from\":\"2026-11-22T00:00:00Z\",\"to\":\"2026-11-21T00:00:00Z\" | from is"
                        + " not before to",
                "\"destination\":\"erp\",\"revision\":0                   | revision is 0; revisions begin with 1",
                "\"destination\":\"erp\",\"perSecond\":0                  | perSecond is 0; it takes 1 to 10000",
                "\"destination\":\"erp\",\"perSecond\":99999999999        | Failed to read request"
            })
    void a_bad_request_is_told_what_is_wrong(String fields, String sentence) throws Exception {
        HttpResponse<String> answer = post("/api/replays", fields);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains(sentence);
    }

    @Test
    void an_unknown_type_matches_nothing_and_a_command_needs_a_reason() throws Exception {
        assertThat(JSON.readTree(post("/api/replays", "\"destination\":\"erp\",\"type\":\"NeverSeen\"")
                                .body())
                        .at("/count")
                        .asInt(-1))
                .isZero();
        HttpResponse<String> reasonless = send("/api/replays", "{\"destination\":\"erp\"}");
        assertThat(reasonless.statusCode()).isEqualTo(400);
        assertThat(reasonless.body()).contains("reason");
    }

    @Test
    void a_preview_can_be_of_what_one_revision_sent() throws Exception {
        jdbc.sql("INSERT INTO inbox_event (source, idempotency_key, type, digest, secret_id) SELECT 'covver', 'r' || i,"
                        + " 'OrderPlaced', decode(repeat('00', 32), 'hex'), 'test' FROM generate_series(1, 3) i")
                .update();
        jdbc.sql("WITH d AS (INSERT INTO outbox_delivery (destination, lane, event_id, state, finished_at) SELECT"
            + " 'email', '#' || id, id, 'DELIVERED', now() FROM inbox_event WHERE idempotency_key LIKE 'r%' RETURNING"
            + " id, event_id) INSERT INTO outbox_attempt (delivery_id, number, node, started_at, duration_ms, outcome,"
            + " revision) SELECT id, 1, 1, now(), 5, 'DELIVERED', 41 + event_id % 2 FROM d")
                .update();
        int sent = jdbc.sql("SELECT count(*) FROM outbox_attempt WHERE revision = 42")
                .query(Integer.class)
                .single();

        JsonNode preview = JSON.readTree(
                post("/api/replays", "\"destination\":\"email\",\"states\":[\"DELIVERED\"],\"revision\":42")
                        .body());

        assertThat(preview.at("/count").asInt()).isEqualTo(sent).isBetween(1, 2);
        assertThat(get("/api/replays/" + preview.at("/job/id").asLong())
                        .at("/revision")
                        .asInt())
                .isEqualTo(42);
    }

    @Test
    void a_job_that_is_not_there_is_not_found() throws Exception {
        for (String path : List.of("/start", "/cancel")) {
            assertThat(post("/api/replays/999" + path, "\"confirm\":true").statusCode())
                    .isEqualTo(404);
        }
        assertThat(post("/api/replays/999/throttle", "\"perSecond\":5").statusCode())
                .isEqualTo(404);
        assertThat(post("/api/replays/999/throttle", "\"perSecond\":10001").statusCode())
                .isEqualTo(400);
        assertThat(look("/api/replays/999").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> post(String path, String fields) throws Exception {
        return send(path, "{\"reason\":\"mended\"," + fields + "}");
    }

    private HttpResponse<String> send(String path, String body) throws Exception {
        return HTTP.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> look(String path) throws Exception {
        return HTTP.send(request(path).build(), BodyHandlers.ofString());
    }

    private JsonNode get(String path) throws Exception {
        return JSON.readTree(look(path).body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", TestAccess.BEARER)
                .timeout(Duration.ofSeconds(30));
    }

    /** The management port, inbox and outbox; destinations that nothing is handed over to. */
    @EnableAutoConfiguration
    @ComponentScan(
            basePackages = {
                "dev.waybill.accounts",
                "dev.waybill.signin",
                "dev.waybill.oidc",
                "dev.waybill.body",
                "dev.waybill.api",
                "dev.waybill.connections",
                "dev.waybill.bundle",
                "dev.waybill.plan",
                "dev.waybill.live",
                "dev.waybill.revision",
                "dev.waybill.management",
                "dev.waybill.database",
                "dev.waybill.availability",
                "dev.waybill.history",
                "dev.waybill.inbox",
                "dev.waybill.operator",
                "dev.waybill.quarantine",
                "dev.waybill.reroute",
                "dev.waybill.routing",
                "dev.waybill.sources",
                "dev.waybill.cluster",
                "dev.waybill.destination",
                "dev.waybill.handover",
                "dev.waybill.health",
                "dev.waybill.outbox",
                "dev.waybill.replay",
                "dev.waybill.index",
                "dev.waybill.search"
            },
            excludeFilters = @Filter(type = FilterType.REGEX, pattern = ".*Test(\\$.*)?"))
    @ConfigurationPropertiesScan({
        "dev.waybill.plan",
        "dev.waybill.live",
        "dev.waybill.revision",
        "dev.waybill.accounts",
        "dev.waybill.signin",
        "dev.waybill.oidc",
        "dev.waybill.body",
        "dev.waybill.api",
        "dev.waybill.management",
        "dev.waybill.database",
        "dev.waybill.availability",
        "dev.waybill.history",
        "dev.waybill.inbox",
        "dev.waybill.operator",
        "dev.waybill.quarantine",
        "dev.waybill.reroute",
        "dev.waybill.routing",
        "dev.waybill.sources",
        "dev.waybill.cluster",
        "dev.waybill.destination",
        "dev.waybill.handover",
        "dev.waybill.health",
        "dev.waybill.outbox",
        "dev.waybill.index",
        "dev.waybill.search"
    })
    static class App {

        /** The public door's part, which is not here. */
        @Bean
        Resubmit closedDoor() {
            return new ClosedDoor();
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        RouteBuilder routesOfDestinations() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("outbox:erp").to("mock:erp");
                    from("outbox:email").to("mock:email");
                    from("outbox:sftp").to("mock:sftp");
                }
            };
        }
    }
}
