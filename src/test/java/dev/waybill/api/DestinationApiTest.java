package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.console.ClosedDoor;
import dev.waybill.kit.TestAccess;
import dev.waybill.kit.TestPostgres;
import dev.waybill.quarantine.Resubmit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

/** Destinations on the management port of a whole hub; its one destination is not there. */
@SpringBootTest(
        classes = DestinationApiTest.App.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"spring.config.location=file:application.yaml", "camel.main.routes-include-pattern=false"})
class DestinationApiTest {

    private static final String COMMAND = "{\"reason\":\"the ERP is moved\"}";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private DataSource database;

    private JdbcClient jdbc;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> TestPostgres.empty().getUrl());
        registry.add("spring.datasource.username", () -> "postgres");
        TestAccess.settings().forEach((name, value) -> registry.add(name, () -> value));
    }

    @BeforeEach
    void connect() {
        jdbc = JdbcClient.create(database);
    }

    @AfterEach
    void forget() {
        jdbc.sql("TRUNCATE outbox_pause, outbox_circuit, outbox_lane, outbox_delivery, inbox_event, inbox_body, audit")
                .update();
    }

    @Test
    void a_destination_is_shown_with_its_limits_and_without_what_is_not_the_matter() throws Exception {
        JsonNode erp = erp();
        assertThat(erp.get("route").asText()).isEqualTo("started");
        assertThat(erp.get("pending").asInt()).isZero();
        assertThat(erp.get("dead").asInt()).isZero();
        assertThat(erp.get("ratePerSecond").asDouble()).isEqualTo(0.5);
        assertThat(erp.get("concurrency").asInt()).isEqualTo(3);
        assertThat(erp.get("pause").isNull()).isTrue();
        assertThat(erp.get("circuit").isNull()).isTrue();
    }

    @Test
    void a_pause_is_shown_until_it_is_resumed_and_neither_is_done_twice() throws Exception {
        assertThat(post("/api/destinations/erp/pause").statusCode()).isEqualTo(200);
        JsonNode pause = erp().get("pause");
        assertThat(pause.get("who").asText()).isEqualTo("night shift");
        assertThat(pause.get("reason").asText()).isEqualTo("the ERP is moved");
        HttpResponse<String> again = post("/api/destinations/erp/pause");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(again.body())
                .contains("night shift", pause.get("since").asText().substring(0, 19));
        assertThat(post("/api/destinations/erp/resume").statusCode()).isEqualTo(200);
        assertThat(post("/api/destinations/erp/resume").statusCode()).isEqualTo(409);
        assertThat(erp().get("pause").isNull()).isTrue();
        assertThat(jdbc.sql("SELECT verb FROM audit WHERE subject_name = 'erp' ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly("pause", "resume");
    }

    @Test
    void an_open_circuit_is_shown_and_retry_probes_it_at_once() throws Exception {
        jdbc.sql("INSERT INTO outbox_circuit (destination, state, token, probe_at, failures, error)"
                        + " VALUES ('erp', 'OPEN', 1, now() + interval '1 hour', 10, 'timed out: Connect timed out')")
                .update();
        JsonNode circuit = erp().get("circuit");
        assertThat(circuit.get("state").asText()).isEqualTo("OPEN");
        assertThat(circuit.get("failures").asInt()).isEqualTo(10);
        assertThat(circuit.get("error").asText()).contains("timed out");
        assertThat(circuit.hasNonNull("since")).isTrue();
        assertThat(circuit.hasNonNull("probeAt")).isTrue();
        HttpResponse<String> retried = post("/api/destinations/erp/retry");
        assertThat(retried.statusCode()).isEqualTo(200);
        assertThat(retried.body()).contains("a probe starts now");
    }

    @Test
    void one_delivery_is_retried() throws Exception {
        post("/api/destinations/erp/pause");
        jdbc.sql("""
            WITH event AS (
              INSERT INTO inbox_event (source, idempotency_key, type, digest, secret_id)
              VALUES ('covver', 'key', 'OrderPlaced', decode(repeat('00', 32), 'hex'), 'test') RETURNING id),
            lane AS (
              INSERT INTO outbox_lane (destination, lane, due_at) VALUES ('erp', 'covver/1', now() + interval '1 hour'))
            INSERT INTO outbox_delivery (destination, lane, event_id) SELECT 'erp', 'covver/1', id FROM event\
            """).update();
        long id = jdbc.sql("SELECT id FROM outbox_delivery").query(Long.class).single();
        assertThat(post("/api/deliveries/" + id + "/retry").statusCode()).isEqualTo(200);
        assertThat(post("/api/deliveries/" + id + "/retry").statusCode()).isEqualTo(409);
        assertThat(post("/api/deliveries/999999/retry").statusCode()).isEqualTo(404);
        assertThat(erp().get("pending").asInt()).isEqualTo(1);
    }

    @Test
    void what_is_not_there_or_not_said_is_refused_and_changes_nothing() throws Exception {
        for (String verb : List.of("pause", "resume", "retry")) {
            HttpResponse<String> unknown = post("/api/destinations/typo/" + verb);
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).contains("There is no destination typo");
            assertThat(post("/api/destinations/erp/" + verb, "{}").statusCode()).isEqualTo(400);
        }
        assertThat(jdbc.sql("SELECT count(*) FROM audit").query(Integer.class).single())
                .isZero();
    }

    private JsonNode erp() throws IOException, InterruptedException {
        JsonNode all = new ObjectMapper()
                .readTree(send(HttpRequest.newBuilder(at("/api/destinations"))).body());
        return StreamSupport.stream(all.spliterator(), false)
                .filter(one -> one.get("name").asText().equals("erp"))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return post(path, COMMAND);
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(at(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(
                request.timeout(Duration.ofSeconds(20))
                        .header("Authorization", TestAccess.BEARER)
                        .build(),
                BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The hub without its public door and its routes. */
    @EnableAutoConfiguration
    @ComponentScan(
            basePackages = {
                "dev.waybill.database",
                "dev.waybill.cluster",
                "dev.waybill.availability",
                "dev.waybill.history",
                "dev.waybill.inbox",
                "dev.waybill.operator",
                "dev.waybill.quarantine",
                "dev.waybill.reroute",
                "dev.waybill.routing",
                "dev.waybill.sources",
                "dev.waybill.destination",
                "dev.waybill.handover",
                "dev.waybill.health",
                "dev.waybill.outbox",
                "dev.waybill.replay",
                "dev.waybill.index",
                "dev.waybill.search",
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
                "dev.waybill.management"
            },
            excludeFilters = @Filter(type = FilterType.REGEX, pattern = ".*Test\\$.*"))
    @ConfigurationPropertiesScan({
        "dev.waybill.plan",
        "dev.waybill.live",
        "dev.waybill.revision",
        "dev.waybill.accounts",
        "dev.waybill.signin",
        "dev.waybill.oidc",
        "dev.waybill.body",
        "dev.waybill.database",
        "dev.waybill.cluster",
        "dev.waybill.availability",
        "dev.waybill.history",
        "dev.waybill.inbox",
        "dev.waybill.operator",
        "dev.waybill.quarantine",
        "dev.waybill.reroute",
        "dev.waybill.routing",
        "dev.waybill.sources",
        "dev.waybill.destination",
        "dev.waybill.handover",
        "dev.waybill.health",
        "dev.waybill.outbox",
        "dev.waybill.index",
        "dev.waybill.search",
        "dev.waybill.api",
        "dev.waybill.management"
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
        RouteBuilder erp() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("outbox:erp?ratePerSecond=0.5&concurrency=3")
                            .routeId("erp")
                            .to("http://127.0.0.1:1/nowhere");
                }
            };
        }
    }
}
