package dev.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErpStubTest {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ErpStub erp = ErpStub.start();

    @AfterEach
    void close() {
        erp.close();
        client.close();
    }

    @Test
    void the_same_key_again_gets_the_same_answer_and_has_no_second_effect() throws Exception {
        HttpResponse<String> first = post("k1", "one");
        HttpResponse<String> again = post("k1", "one");
        post("k2", "two");

        assertThat(again.statusCode()).isEqualTo(first.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(erp.journal()).extracting(ErpRequest::body).containsExactly("one", "one", "two");
        assertThat(erp.effects()).extracting(ErpRequest::key).containsExactly("k1", "k2");
    }

    @Test
    void of_many_at_once_with_one_key_one_has_an_effect() {
        List<CompletableFuture<HttpResponse<String>>> sent = IntStream.range(0, 50)
                .mapToObj(i -> client.sendAsync(request("k", "x"), HttpResponse.BodyHandlers.ofString()))
                .toList();
        sent.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(201));

        assertThat(erp.journal()).hasSize(50);
        assertThat(erp.effects()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"DOWN,503", "ERROR,500", "RETRY_AFTER,429", "REFUSE,400", "REDIRECT,302", "UNAUTHORIZED,401"})
    void a_broken_mode_answers_its_status_and_has_no_effect(ErpMode mode, int status) throws Exception {
        erp.mode(mode);

        assertThat(post("k", "x").statusCode()).isEqualTo(status);
        assertThat(erp.effects()).isEmpty();

        erp.mode(ErpMode.OK);
        assertThat(post("k", "x").statusCode()).isEqualTo(201);
        assertThat(erp.effects()).hasSize(1);
    }

    @Test
    void garbage_is_an_effect_too() throws Exception {
        erp.mode(ErpMode.GARBAGE);

        assertThat(post("k", "x").statusCode()).isEqualTo(200);
        assertThat(erp.effects()).hasSize(1);
    }

    @Test
    void patience_is_asked_for_in_seconds() throws Exception {
        erp.mode(ErpMode.RETRY_AFTER);
        erp.retryAfter(Duration.ofSeconds(7));

        assertThat(post("k", "x").headers().firstValue("Retry-After")).hasValue("7");
    }

    @Test
    void a_stalling_request_gets_no_answer_until_the_mode_is_switched() throws Exception {
        erp.mode(ErpMode.STALL);
        assertThatThrownBy(() -> client.send(
                        HttpRequest.newBuilder(request("k", "x"), (name, value) -> true)
                                .timeout(Duration.ofSeconds(2))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        var waiting = client.sendAsync(request("k", "x"), HttpResponse.BodyHandlers.ofString());
        await().until(() -> erp.journal().size() == 2);

        erp.mode(ErpMode.OK);

        assertThatThrownBy(waiting::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(IOException.class);
        assertThat(erp.effects()).isEmpty();
    }

    @Test
    void a_lost_answer_had_its_effect_and_the_retry_has_none() throws Exception {
        erp.mode(ErpMode.LOSE_ANSWER);
        assertThatThrownBy(() -> post("k", "x")).isInstanceOf(IOException.class);
        erp.mode(ErpMode.OK);

        assertThat(post("k", "x").statusCode()).isEqualTo(201);
        assertThat(erp.effects()).singleElement().extracting(ErpRequest::status).isEqualTo(0);
    }

    @Test
    void stopped_it_refuses_connections_and_comes_back_on_the_same_port() throws Exception {
        int port = erp.port();
        erp.stop();
        assertThatThrownBy(() -> post("k", "x")).isInstanceOf(ConnectException.class);

        erp.resume();

        assertThat(erp.port()).isEqualTo(port);
        assertThat(post("k", "x").statusCode()).isEqualTo(201);
    }

    @Test
    void a_required_token_is_required() throws Exception {
        erp.requireToken("sesame");

        assertThat(post("k", "x").statusCode()).isEqualTo(401);
        assertThat(post("k", "x", "Bearer sesame").statusCode()).isEqualTo(201);
    }

    @Test
    void client_credentials_get_a_token_that_a_revocation_ends() throws Exception {
        erp.requireOAuth("waybill", "s3cret");
        assertThat(token("wrong").statusCode()).isEqualTo(401);
        String token = token("s3cret").body().replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");

        assertThat(post("k", "x", "Bearer " + token).statusCode()).isEqualTo(201);
        erp.revokeTokens();
        assertThat(post("k", "x", "Bearer " + token).statusCode()).isEqualTo(401);
        assertThat(erp.tokensIssued()).isEqualTo(1);
    }

    @Test
    void a_file_gets_a_line_for_each_request(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("erp.jsonl");
        erp.journalTo(file);
        post("k", "a \"quoted\"\nline");
        post("k", "x");

        assertThat(Files.readAllLines(file)).hasSize(2).first().asString().contains("a \\\"quoted\\\"\\nline");
    }

    private HttpResponse<String> token(String secret) throws Exception {
        return client.send(
                HttpRequest.newBuilder(erp.url().resolve("/oauth/token"))
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "grant_type=client_credentials&client_id=waybill&client_secret=" + secret))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String key, String body) throws Exception {
        return client.send(request(key, body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String key, String body, String authorization) throws Exception {
        return client.send(
                HttpRequest.newBuilder(request(key, body), (name, value) -> true)
                        .header("Authorization", authorization)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String key, String body) {
        return HttpRequest.newBuilder(erp.url().resolve("/orders"))
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
