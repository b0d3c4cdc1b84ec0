package dev.waybill.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.kit.RawHttp;
import dev.waybill.listener.TestDoor;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers of the public door, case by case. */
@ResourceLock(TestDoor.SHARED)
public class AnswersTest {

    private static final TestDoor DOOR = TestDoor.shared();
    private static final byte[] ORDER = TestDoor.ORDER.getBytes(UTF_8);

    @Test
    void a_signed_webhook_is_accepted_and_stored() throws Exception {
        double before = DOOR.counted("covver", "accepted");

        HttpResponse<String> answer = DOOR.send(TestDoor.ORDER);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        Map<?, ?> json = json(answer);
        assertThat(json.get("status")).isEqualTo("accepted");
        assertThat(bodyOf(json.get("event"))).isEqualTo(ORDER);
        assertThat(DOOR.counted("covver", "accepted")).isEqualTo(before + 1);
    }

    @Test
    void a_re_send_is_a_duplicate_and_names_the_first_event() throws Exception {
        String key = UUID.randomUUID().toString();
        Object first = json(DOOR.send(DOOR.signed(ORDER, key))).get("event");

        HttpResponse<String> again = DOOR.send(DOOR.signed(ORDER, key));

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again)).isEqualTo(Map.of("status", "duplicate", "event", first));
    }

    @Test
    void the_same_key_with_another_body_is_409_and_quarantined() throws Exception {
        String key = UUID.randomUUID().toString();
        DOOR.send(DOOR.signed(ORDER, key));
        byte[] other = "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"other\"}}".getBytes(UTF_8);

        HttpResponse<String> answer = DOOR.send(DOOR.signed(other, key));

        assertProblem(answer, 409, "conflict");
        assertThat(quarantined(key)).containsExactly(other);
    }

    static Stream<HttpRequest.Builder> unverified() {
        String right = TestDoor.sign(ORDER);
        return Stream.of(
                DOOR.post(ORDER),
                DOOR.post(ORDER).header("covverSignature", TestDoor.sign(ORDER, "another secret")),
                DOOR.post(ORDER).header("covverSignature", "not base64!"),
                DOOR.post(ORDER).header("covverSignature", ""),
                DOOR.post(ORDER).header("covverSignature", right).header("covverSignature", right),
                DOOR.post(ORDER).uri(DOOR.uri("/webhooks/covver?covverSignature=" + right.replace("+", "%2B"))),
                DOOR.post(new byte[0]));
    }

    @ParameterizedTest
    @MethodSource
    void unverified(HttpRequest.Builder request) throws Exception {
        request.header("covverIdempotencyKey", UUID.randomUUID().toString());
        long before = DOOR.events();

        HttpResponse<String> answer = DOOR.send(request);

        assertProblem(answer, 401, "unauthorized");
        assertThat(answer.headers().map().keySet())
                .containsExactlyInAnyOrder("content-type", "content-length", "www-authenticate");
        assertThat(answer.body()).isEqualTo(new String(Problem.UNAUTHORIZED.json(), UTF_8));
        assertThat(DOOR.events()).isEqualTo(before);
    }

    @Test
    void a_signature_in_the_query_beside_the_right_header_changes_nothing() throws Exception {
        HttpRequest.Builder request = DOOR.webhook(ORDER).uri(DOOR.uri("/webhooks/covver?covverSignature=x"));

        assertThat(DOOR.send(request).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/webhooks",
                "/webhooks/",
                "/webhooks/nobody",
                "/webhooks/covver/",
                "/webhooks/covver/x",
                "/webhooks/%63ovver",
                "/webhooks/../webhooks/covver",
                "/health",
                "/actuator/health"
            })
    void nothing_answers_on_another_path(String path) throws Exception {
        assertProblem(DOOR.send(DOOR.webhook(ORDER).uri(DOOR.uri(path))), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"})
    void only_post_is_allowed(String method) throws Exception {
        HttpResponse<String> answer = DOOR.send(DOOR.webhook(ORDER).method(method, BodyPublishers.noBody()));

        assertThat(answer.headers().firstValue("allow")).hasValue("POST");
        if (method.equals("HEAD")) {
            assertThat(answer.statusCode()).isEqualTo(405);
        } else {
            assertProblem(answer, 405, "not-allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                " Multipart/Mixed;boundary=x",
                "APPLICATION/X-WWW-FORM-URLENCODED;charset=utf-8"
            })
    void a_form_is_415_even_if_it_is_signed(String type) throws Exception {
        assertProblem(DOOR.send(DOOR.webhook(ORDER).header("Content-Type", type)), 415, "unsupported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "deflate", "zstd", "identity, gzip", "nonsense"})
    void an_encoded_body_is_415_and_says_so_for_nobody_signed_its_bytes(String coding) throws Exception {
        double before = DOOR.counted("covver", "encoded");

        HttpResponse<String> answer = DOOR.send(DOOR.webhook(ORDER).header("Content-Encoding", coding));

        assertProblem(answer, 415, "encoded");
        assertThat(answer.body()).contains("uncompressed");
        assertThat(answer.headers().firstValue("accept-encoding")).hasValue("identity");
        assertThat(DOOR.counted("covver", "encoded")).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "Identity", ""})
    void a_coding_that_changes_nothing_is_none(String coding) throws Exception {
        assertThat(DOOR.send(DOOR.webhook(ORDER).header("Content-Encoding", coding))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_form_as_second_content_type_is_415_too() throws Exception {
        HttpRequest.Builder request = DOOR.webhook(ORDER)
                .header("Content-Type", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded");

        assertProblem(DOOR.send(request), 415, "unsupported");
    }

    @Test
    void a_body_over_the_limit_is_413_and_one_at_the_limit_is_accepted() throws Exception {
        assertProblem(DOOR.send(padded((1 << 20) + 1)), 413, "too-large");
        assertThat(DOOR.send(padded(1 << 20)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "{", "{\"data\":{}}", "{\"type\":1}", "{\"type\":null}", "", "nonsense"})
    void signed_but_no_event_is_400_and_quarantined(String body) throws Exception {
        long before = verifiedRing();

        assertProblem(DOOR.send(body), 400, "malformed");

        assertThat(verifiedRing()).isEqualTo(before + 1);
    }

    @Test
    void signed_but_nested_too_deep_is_400() throws Exception {
        String deep = "{\"type\":\"OrderPlaced\",\"data\":" + "[".repeat(5000) + "]".repeat(5000) + "}";

        assertProblem(DOOR.send(deep), 400, "malformed");
    }

    static Stream<List<String>> badKeys() {
        return Stream.of(
                List.of(),
                List.of(""),
                List.of("   "),
                List.of("one", "two"),
                List.of("same", "same"),
                List.of("k".repeat(256)),
                List.of("clé"));
    }

    @ParameterizedTest
    @MethodSource("badKeys")
    void signed_but_without_a_usable_key_is_400_and_quarantined(List<String> keys) throws Exception {
        long before = verifiedRing();
        var request = RawHttp.post(ORDER).header("covverSignature", TestDoor.sign(ORDER));
        keys.forEach(key -> request.header("covverIdempotencyKey", key));

        RawHttp.Answer answer = request.send(DOOR.port());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("urn:waybill:problem:malformed", "covverIdempotencyKey");
        assertThat(verifiedRing()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "with space", "~!@#$%^&*()_+{}|:<>?"})
    void any_printable_ascii_is_a_key(String key) throws Exception {
        assertThat(DOOR.send(DOOR.signed(ORDER, key)).statusCode()).isEqualTo(200);
    }

    @Test
    void a_key_of_255_characters_is_accepted() throws Exception {
        assertThat(DOOR.send(DOOR.signed(ORDER, "k".repeat(255))).statusCode()).isEqualTo(200);
    }

    @Test
    void a_type_that_nobody_knows_is_accepted() throws Exception {
        assertThat(DOOR.send("{\"type\":\"SomethingNew\"}").statusCode()).isEqualTo(200);
    }

    @Test
    void the_source_is_counted_only_under_a_configured_name() throws Exception {
        double before = DOOR.counted("unknown", "not_found");

        DOOR.send(DOOR.webhook(ORDER).uri(DOOR.uri("/webhooks/made-up-by-a-stranger")));

        assertThat(DOOR.counted("unknown", "not_found")).isEqualTo(before + 1);
    }

    public static void assertProblem(HttpResponse<String> answer, int status, String type) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        Map<?, ?> json = json(answer);
        assertThat(json.get("type")).isEqualTo("urn:waybill:problem:" + type);
        assertThat(json.get("status")).isEqualTo(status);
        assertThat(json.get("title")).isInstanceOf(String.class);
        assertThat(answer.body()).doesNotContain("\tat ", "Exception");
    }

    private static Map<?, ?> json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readValue(answer.body(), Map.class);
    }

    private static HttpRequest.Builder padded(int size) {
        String start = "{\"type\":\"OrderPlaced\",\"data\":\"";
        return DOOR.webhook((start + "x".repeat(size - start.length() - 2) + "\"}").getBytes(UTF_8));
    }

    private static byte[] bodyOf(Object event) {
        return DOOR.sql
                .sql("SELECT body FROM inbox_body WHERE event_id = ?")
                .param(Long.valueOf((String) event))
                .query(byte[].class)
                .single();
    }

    private static List<byte[]> quarantined(String key) {
        return DOOR.sql
                .sql("SELECT body FROM quarantine WHERE ring = 'VERIFIED' AND idempotency_key = ?")
                .param(key)
                .query(byte[].class)
                .list();
    }

    private static long verifiedRing() {
        return DOOR.sql
                .sql("SELECT count(*) FROM quarantine WHERE ring = 'VERIFIED'")
                .query(Long.class)
                .single();
    }
}
