package dev.waybill.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.accounts.AccessSettings;
import dev.waybill.console.RawHttp;
import dev.waybill.console.RawHttp.Answer;
import dev.waybill.kit.TestAccess;
import dev.waybill.kit.TestPostgres;
import dev.waybill.live.LiveRoutes;
import dev.waybill.live.RevisionState;
import dev.waybill.live.RoutesHealth;
import dev.waybill.settings.BadSetting;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

@AutoConfigureObservability(tracing = false) // tests have no metrics otherwise
@Isolated("reads the log of the whole JVM")
@SpringBootTest(
        classes = ManagementPortTest.App.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.location=file:application.yaml",
            "camel.main.routes-include-pattern=false",
            "waybill.console.allowed-hosts=Hub.example"
        })
@ExtendWith(OutputCaptureExtension.class)
public class ManagementPortTest {

    private static final String LOCAL = "Host: localhost";
    private static final String TOKEN = "Authorization: " + TestAccess.BEARER;
    private static final String JSON = "Content-Type: application/json";

    @LocalServerPort
    private int port;

    @Autowired
    private CamelContext camel;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> TestPostgres.empty().getUrl());
        registry.add("spring.datasource.username", () -> "postgres");
        TestAccess.settings().forEach((name, value) -> registry.add(name, () -> value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8081",
                "127.0.0.1:8081",
                "127.1.2.3",
                "[::1]:8081",
                "hub.example:443",
                "HUB.EXAMPLE"
            })
    void a_loopback_name_and_an_allowed_host_get_in(String host) throws Exception {
        assertThat(send("GET /actuator/health/liveness HTTP/1.1", "Host: " + host)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8081",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.1",
                "0.0.0.0",
                "10.0.0.1",
                "hub.example.evil.example",
                "user@localhost"
            })
    void a_name_that_was_made_to_lead_here_does_not_get_in(String host) throws Exception {
        Answer answer = send("GET /actuator/prometheus HTTP/1.1", "Host: " + host);
        assertThat(answer.status()).isIn(400, 421);
        assertThat(answer.body()).doesNotContain("hikaricp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/liveness", "/readiness"})
    void health_tells_its_status_and_no_parts_to_whoever_calls_by_another_name(String group) throws Exception {
        for (String host : List.of("10.0.0.5:8081", "hub.in.some.cluster")) {
            Answer answer = RawHttp.send(port, "GET /actuator/health" + group + " HTTP/1.1", "Host: " + host);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("\"status\":\"UP\"").doesNotContain("components", "database");
        }
        assertThat(RawHttp.send(port, "POST /actuator/health" + group + " HTTP/1.1", "Host: 10.0.0.5", JSON)
                        .status())
                .isEqualTo(421);
    }

    @Test
    void an_allowed_host_that_is_any_stops_the_start() {
        assertThatThrownBy(() -> start("--waybill.console.allowed-hosts=*", "--MANAGEMENT_PORT=0"))
                .rootCause()
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("waybill.console.allowed-hosts")
                .hasMessageContaining("Health answers to any name");
    }

    @Test
    void a_refusal_is_a_problem_document() throws Exception {
        Answer answer = send("GET /actuator/prometheus HTTP/1.1", "Host: evil.example");
        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"status\":421", "\"title\":\"Unknown host\"", "\"type\":\"about:blank\"");
    }

    @Test
    void a_request_that_names_no_host_does_not_get_in() throws Exception {
        assertThat(send("GET /actuator/prometheus HTTP/1.0").status()).isEqualTo(421);
        assertThat(send("GET /actuator/health HTTP/1.0").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: http://localhost:9999",
                "Origin: http://localhost.evil.example",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void a_command_from_a_foreign_page_is_refused(String foreign) throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "INVENTED")) {
            Answer answer = send(method + " /command HTTP/1.1", LOCAL, JSON, foreign);
            assertThat(answer.status()).as(method).isEqualTo(403);
            assertThat(answer.header("Content-Type")).contains("application/problem+json");
        }
    }

    @Test
    void a_command_from_our_own_page_or_from_no_page_gets_through() throws Exception {
        assertThat(send("POST /command HTTP/1.1", LOCAL, JSON).body()).isEqualTo("done");
        assertThat(send(
                                "POST /command HTTP/1.1",
                                "Host: hub.example",
                                "Origin: https://hub.example",
                                "Sec-Fetch-Site: same-origin",
                                "Content-Type: application/json;charset=UTF-8")
                        .body())
                .isEqualTo("done");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Type: text/plain",
                "Content-Type: multipart/form-data; boundary=x",
                "Content-Type: text/plain; application/json",
                "Content-Type: nonsense",
                "X-None: 1"
            })
    void a_command_that_a_form_could_send_is_refused(String contentType) throws Exception {
        Answer answer = send("POST /command HTTP/1.1", LOCAL, contentType);
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
    }

    @Test
    void the_actuator_takes_no_commands_from_elsewhere_either() throws Exception {
        assertThat(send("POST /actuator/health HTTP/1.1", LOCAL, JSON, "Origin: http://evil.example")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/env",
                "/beans",
                "/heapdump",
                "/threaddump",
                "/loggers",
                "/configprops",
                "/mappings",
                "/shutdown",
                "/metrics",
                "/flyway",
                "/camel",
                "/health/database/detail"
            })
    void nothing_else_of_the_actuator_answers(String endpoint) throws Exception {
        assertThat(send("GET /actuator" + endpoint + " HTTP/1.1", LOCAL).status())
                .isEqualTo(404);
    }

    @Test
    void health_tells_statuses_and_no_details() throws Exception {
        Answer health = send("GET /actuator/health HTTP/1.1", LOCAL);
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.body())
                .contains("\"database\":{\"status\":\"UP\"}", "\"routes\":{\"status\":\"UP\"}")
                .doesNotContain("details", "\"db\"");
        assertThat(send("GET /actuator/health/readiness HTTP/1.1", LOCAL).body())
                .contains("database", "routes", "readinessState");
    }

    @Test
    void info_and_metrics_answer() throws Exception {
        assertThat(send("GET /actuator/info HTTP/1.1", LOCAL).status()).isEqualTo(200);
        assertThat(send("GET /actuator/prometheus HTTP/1.1", LOCAL).body())
                .contains("hikaricp_connections{pool=\"intake\"}", "hikaricp_connections{pool=\"queue\"}");
    }

    @Test
    void without_a_running_route_it_is_alive_and_not_ready() throws Exception {
        List<String> routes = camel.getRoutes().stream().map(Route::getRouteId).toList();
        try {
            for (String route : routes) {
                camel.getRouteController().stopRoute(route);
            }
            assertThat(send("GET /actuator/health/readiness HTTP/1.1", LOCAL).status())
                    .isEqualTo(503);
            assertThat(send("GET /actuator/health/liveness HTTP/1.1", LOCAL).status())
                    .isEqualTo(200);
        } finally {
            for (String route : routes) {
                camel.getRouteController().startRoute(route);
            }
        }
        assertThat(send("GET /actuator/health/readiness HTTP/1.1", LOCAL).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/broken", "/nowhere", "/error"})
    void an_error_tells_nothing_of_the_inside(String path) throws Exception {
        Answer answer = send("GET " + path + " HTTP/1.1", LOCAL, "Accept: text/html");
        assertThat(answer.status()).isEqualTo(path.equals("/broken") ? 500 : 404);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).doesNotContain("secret-1", "Exception", "\tat ", "java.");
    }

    @Test
    void while_the_database_is_away_it_says_so_and_the_log_keeps_calm(CapturedOutput output) throws Exception {
        Answer answer = send("GET /away HTTP/1.1", LOCAL);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).contains("5");
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("The database does not answer.");
        assertThat(output).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/nowhere", "/broken"})
    void every_answer_carries_the_security_headers(String path) throws Exception {
        Answer answer = send("GET " + path + " HTTP/1.1", LOCAL);
        assertThat(answer.header("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("default-src 'self'", "frame-ancestors 'none'"));
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Referrer-Policy")).contains("same-origin");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Server")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-None: 1",
                "Authorization: Bearer wrong",
                "Authorization: Bearer",
                "Authorization: Basic b3BlcmF0b3I6eA=="
            })
    void without_a_token_programs_get_nothing_but_health_info_and_metrics(String proof) throws Exception {
        for (String path : List.of("/away", "/nowhere", "/error")) {
            Answer answer = RawHttp.send(port, "GET " + path + " HTTP/1.1", LOCAL, proof);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.header("Content-Type")).contains("application/problem+json");
            assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
            assertThat(answer.header("Set-Cookie")).isEmpty();
            assertThat(answer.body()).contains("waybill.console.tokens");
        }
        assertThat(RawHttp.send(port, "POST /command HTTP/1.1", LOCAL, JSON, proof)
                        .status())
                .isEqualTo(401);
        for (String path : List.of("/actuator/health", "/actuator/info", "/actuator/prometheus")) {
            assertThat(RawHttp.send(port, "GET " + path + " HTTP/1.1", LOCAL, proof)
                            .status())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @Test
    void a_viewers_token_reads_and_gives_no_command() throws Exception {
        String viewer = "Authorization: " + TestAccess.VIEWERS_BEARER;
        assertThat(RawHttp.send(port, "GET /nowhere HTTP/1.1", LOCAL, viewer).status())
                .isEqualTo(404);
        Answer answer = RawHttp.send(port, "POST /command HTTP/1.1", LOCAL, JSON, viewer);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("OPERATOR");
    }

    @Test
    void a_port_that_is_taken_stops_the_start_with_the_settings_name(CapturedOutput output) {
        assertThatThrownBy(() -> start("--MANAGEMENT_PORT=" + port)).isNotNull();
        assertThat(output)
                .contains("The management port %d is in use: free it or set MANAGEMENT_PORT.".formatted(port))
                .doesNotContain("\tat ");
    }

    private Answer send(String requestLine, String... headers) throws IOException {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = TOKEN;
        return RawHttp.send(port, requestLine, all);
    }

    private static void start(String... settings) {
        String[] all = Stream.concat(
                        Arrays.stream(settings),
                        Stream.of(
                                "--camel.main.routes-include-pattern=false",
                                "--spring.datasource.url="
                                        + TestPostgres.empty().getUrl(),
                                "--spring.datasource.username=postgres"))
                .toArray(String[]::new);
        new SpringApplicationBuilder(App.class).run(all).close();
    }

    /** Asks a database that is not there. */
    @RestController
    static class Away {

        private final JdbcClient nowhere =
                JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none"));

        @GetMapping("/away")
        List<Integer> look() {
            return nowhere.sql("SELECT 1").query(Integer.class).list();
        }
    }

    /** The management port and the database, without the other rooms. */
    @EnableAutoConfiguration
    @ComponentScan({"dev.waybill.accounts", "dev.waybill.signin", "dev.waybill.oidc", "dev.waybill.database"})
    @ConfigurationPropertiesScan("dev.waybill.database")
    @EnableConfigurationProperties({AccessSettings.class, ConsoleSettings.class})
    @Import({
        ManagementDoor.class,
        FairPort.class,
        HealthForStrangers.class,
        Problems.class,
        DatabaseAway.class,
        Away.class,
        RoutesHealth.class
    })
    public static class App {

        @Bean
        LiveRoutes liveRoutes(CamelContext camel) {
            return new LiveRoutes(camel);
        }

        @Bean
        RevisionState revisionState() {
            return new RevisionState();
        }

        /** The inbox room's part of readiness. */
        @Bean
        HealthIndicator intakeHealthIndicator() {
            return () -> Health.up().build();
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        RouteBuilder aRoute() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:here").routeId("here").to("mock:there");
                }
            };
        }

        @Bean
        RouterFunction<ServerResponse> commands() {
            return RouterFunctions.route()
                    .POST("/command", request -> ServerResponse.ok().body("done"))
                    .POST(
                            "/echo",
                            request -> ServerResponse.ok()
                                    .body(String.valueOf(
                                            request.body(String.class).length())))
                    .GET("/broken", request -> {
                        throw new IllegalStateException("secret-1");
                    })
                    .build();
        }
    }
}
