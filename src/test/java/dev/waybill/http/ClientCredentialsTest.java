package dev.waybill.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.waybill.kit.TwoAddresses;
import dev.waybill.secret.LiveSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCredentialsTest {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> codings = new CopyOnWriteArrayList<>();
    private Instant now = Instant.parse("2026-11-21T20:00:00Z");
    private volatile int status = 200;
    private volatile String answer = "";
    private HttpServer server;
    private ClientCredentials token;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::serve);
        server.start();
        token = at("127.0.0.1");
        lives(600);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void the_client_proves_itself_by_basic_authentication_and_asks_for_its_scope() throws IOException {
        token.token();

        assertThat(asked)
                .singleElement()
                .asString()
                .contains("Basic aHViOnBzc3N0", "scope=orders", "client_credentials");
    }

    @Test
    void a_token_is_kept_until_30_s_before_it_expires() throws IOException {
        assertThat(token.token()).isEqualTo("t1");
        now = now.plusSeconds(569);
        assertThat(token.token()).isEqualTo("t1");
        now = now.plusSeconds(1);
        assertThat(token.token()).isEqualTo("t2");
    }

    @Test
    void a_token_that_lives_a_minute_or_less_is_kept_for_half_of_it() throws IOException {
        lives(10);
        token.token();
        now = now.plusMillis(4_999);
        assertThat(token.token()).isEqualTo("t1");
        now = now.plusMillis(1);
        assertThat(token.token()).isEqualTo("t2");
    }

    @Test
    void a_token_without_a_stated_life_is_kept_for_less_than_5_minutes() throws IOException {
        answer = "{\"access_token\":\"t%d\",\"token_type\":\"Bearer\"}";
        token.token();
        now = now.plus(Duration.ofMinutes(5).minusSeconds(31));
        assertThat(token.token()).isEqualTo("t1");
        now = now.plusSeconds(1);
        assertThat(token.token()).isEqualTo("t2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"soon\"", "\"\"", "0", "-5", "[600]", "{}", "\"NaN\"", "-1e400"})
    void a_life_that_can_not_be_is_an_unstated_one(String life) throws IOException {
        answer = "{\"access_token\":\"t%d\",\"token_type\":\"bearer\",\"expires_in\":" + life + "}";
        token.token();
        now = now.plus(Duration.ofMinutes(5).minusSeconds(31));
        assertThat(token.token()).isEqualTo("t1");
        now = now.plusSeconds(1);
        assertThat(token.token()).isEqualTo("t2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e30", "99999999999999999999", "9223372036854775807", "\"1e999999999\"", "1e400"})
    void a_life_beyond_all_measure_is_a_day(String life) throws IOException {
        answer = "{\"access_token\":\"t%d\",\"token_type\":\"bearer\",\"expires_in\":" + life + "}";
        token.token();
        now = now.plus(TokenAnswer.LONGEST_LIFE.minusSeconds(31));
        assertThat(token.token()).isEqualTo("t1");
        now = now.plusSeconds(1);
        assertThat(token.token()).isEqualTo("t2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"t1\"}",
                "{\"access_token\":\"t1\",\"token_type\":null,\"expires_in\":\"600\"}",
                "{\"access_token\":\"t1\",\"token_type\":\"BEARER\",\"expires_in\":600.5,\"scope\":[\"a\"]}",
                "{\"access_token\":\"t1\",\"token_type\":\"bearer\",\"refresh_token\":\"\",\"id_token\":7,\"error\":null}"
            })
    void what_stands_beside_the_token_keeps_nobody_from_using_it(String answer) throws IOException {
        this.answer = answer;
        assertThat(token.token()).isEqualTo("t1");
    }

    @Test
    void of_an_endless_answer_little_is_read() {
        answer = "{\"access_token\":\"" + "x".repeat(5_000_000) + "\"}";
        assertThatThrownBy(token::token).hasMessageEndingWith("answered 200 without a bearer token");
    }

    @Test
    void an_endpoint_whose_first_address_refuses_is_reached_at_its_second() throws IOException {
        assertThat(at(TwoAddresses.NAME).token()).isEqualTo("t1");
    }

    @Test
    void no_packed_answer_is_asked_for() throws IOException {
        token.token();
        assertThat(codings).isEmpty();
    }

    @Test
    void only_the_token_that_was_refused_is_given_back() throws IOException {
        token.token();
        token.refused("t0");
        assertThat(token.token()).isEqualTo("t1");
        token.refused("t1");
        assertThat(token.token()).isEqualTo("t2");
    }

    @Test
    void a_failure_is_shared_for_a_second_then_asked_again() {
        status = 503;
        assertThatThrownBy(token::token).isInstanceOf(TokenUnavailable.class);
        now = now.plusMillis(600);
        assertThatThrownBy(token::token).isInstanceOf(TokenUnavailable.class);
        now = now.plusMillis(600);
        assertThatThrownBy(token::token).isInstanceOf(TokenUnavailable.class);
        assertThat(asked).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        401 | {"error":"invalid_client","error_description":"pssst"} | answered 401 invalid_client
        500 | <html>broken                                           | answered 500 without an error code
        200 | <html>welcome                                          | answered 200 without a bearer token
        200 | {"access_token":"x","token_type":"mac"}                | answered 200 without a bearer token
        200 | {"access_token":"x","token_type":7}                    | answered 200 without a bearer token
        200 | {"access_token":null,"token_type":"bearer"}            | answered 200 without a bearer token
        200 | {"access_token":5,"token_type":"bearer"}               | answered 200 without a bearer token
        200 | {"access_token":"","token_type":"bearer"}              | answered 200 without a bearer token
        200 | {"access_token":"a\\r\\nX: b","token_type":"bearer"}   | answered 200 without a bearer token
        200 | []                                                     | answered 200 without a bearer token
        200 | null                                                   | answered 200 without a bearer token
        400 | {"error":null}                                         | answered 400 without an error code
        400 | {"error":{"code":1}}                                   | answered 400 without an error code
        400 | {"error":"a\\nb"}                                      | answered 400 without an error code
        302 | {}                                                     | answered 302 without an error code
        """)
    void an_answer_without_a_token_is_a_reason(int status, String answer, String reason) {
        this.status = status;
        this.answer = answer;
        assertThatThrownBy(token::token)
                .hasMessage("No access token for the connection erp: the token endpoint " + reason)
                .message()
                .doesNotContain("pssst");
    }

    @Test
    void an_endpoint_that_is_away_is_a_reason() {
        server.stop(0);
        assertThatThrownBy(token::token)
                .isInstanceOf(TokenUnavailable.class)
                .hasMessageContaining("the token endpoint can't be reached: ")
                .hasMessageContaining("Connection refused");
    }

    @Test
    void a_test_without_a_token_opens_no_connections_that_nobody_would_close() {
        server.stop(0);
        TestHttp test = new TestHttp("http://127.0.0.1:9", token, () -> {
            throw new AssertionError("opened");
        });

        assertThatThrownBy(test::seen).isInstanceOf(TokenUnavailable.class);
    }

    private ClientCredentials at(String host) {
        return new ClientCredentials(
                "erp",
                new HttpSettings.OAuth(
                        URI.create("http://" + host + ":" + server.getAddress().getPort() + "/token"),
                        "hub",
                        requireNonNull(LiveSecret.of("ERP_OAUTH_CLIENT_SECRET", "pssst", null)),
                        "orders"),
                requireNonNull(LiveSecret.of("ERP_OAUTH_CLIENT_SECRET", "pssst", null)),
                movable());
    }

    private void lives(int seconds) {
        answer = "{\"access_token\":\"t%d\",\"token_type\":\"Bearer\",\"expires_in\":" + seconds + "}";
    }

    private void serve(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        codings.addAll(exchange.getRequestHeaders().getOrDefault("Accept-Encoding", List.of()));
        byte[] body = answer.replace("%d", Integer.toString(asked.size())).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Clock movable() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }
}
