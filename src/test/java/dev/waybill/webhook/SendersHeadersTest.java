package dev.waybill.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.inbox.InboxHeaders;
import dev.waybill.listener.TestDoor;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Headers and query of a sender reach nothing that obeys them. */
class SendersHeadersTest {

    private static final byte[] ORDER = TestDoor.ORDER.getBytes(UTF_8);
    private static final String ATTACK = "/webhooks/covver?Bcc=evil@example.com&mail.smtp.host=evil.example.com"
        + "&CamelFileName=evil.csv&source=evil&Content-Type=text/evil&Retry-After=1&CamelHttpResponseCode=302&Location=evil";

    private static TestDoor door;

    @BeforeAll
    static void open() {
        door = TestDoor.open();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void query_and_header_attacks_move_nothing() throws Exception {
        String key = UUID.randomUUID().toString();
        SeenHeaders seen = door.bean(SeenHeaders.class);
        seen.afterEachStep.clear();

        HttpResponse<String> answer = door.send(door.signed(ORDER, key)
                .uri(door.uri(ATTACK))
                .header("source", "evil")
                .header("Bcc", "evil@example.com")
                .header("CamelInboxSource", "evil")
                .header("CamelInboxIdempotencyKey", "evil"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map().keySet()).containsExactlyInAnyOrder("content-type", "content-length");
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(seen.afterEachStep).isNotEmpty();
        assertThat(seen.afterEachStep).allSatisfy(SendersHeadersTest::holdsOurHeadersOnly);
        assertThat(seen.afterEachStep)
                .anySatisfy(headers -> assertThat(headers).containsEntry(InboxHeaders.IDEMPOTENCY_KEY, key));
        assertThat(door.sql
                        .sql("SELECT source FROM inbox_event WHERE idempotency_key = ?")
                        .param(key)
                        .query(String.class)
                        .single())
                .isEqualTo("covver");
    }

    @Test
    void a_refused_attack_is_not_echoed_either() throws Exception {
        HttpResponse<String> answer =
                door.send(door.post(ORDER).uri(door.uri(ATTACK)).header("X-Evil", "evil"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().map().toString() + answer.body()).doesNotContain("evil");
    }

    @Test
    void the_received_lines_are_stored_without_credentials_and_signature() throws Exception {
        String key = UUID.randomUUID().toString();
        door.send(door.signed(ORDER, key)
                .header("Authorization", "Bearer token")
                .header("Cookie", "session=1")
                .header("Proxy-Authorization", "Basic x")
                .header("X-Twice", "a \"quoted\" one")
                .header("X-Twice", "two"));

        List<List<String>> lines = lines(key);

        assertThat(lines)
                .contains(
                        List.of("covverIdempotencyKey", key),
                        List.of("X-Twice", "a \"quoted\" one"),
                        List.of("X-Twice", "two"),
                        List.of("covverSignature", "(verified)"));
        assertThat(lines).noneMatch(line -> line.get(0).toLowerCase().matches("(proxy-)?authorization|cookie"));
    }

    @Test
    void an_unverified_webhook_keeps_its_signature_so_that_it_can_be_verified_again() throws Exception {
        String signature = TestDoor.sign(ORDER, "the secret of tomorrow");
        door.send(door.post(ORDER).header("covverSignature", signature));

        await().untilAsserted(() -> assertThat(door.sql
                        .sql("SELECT convert_from(headers, 'UTF8') FROM quarantine WHERE ring = 'UNVERIFIED'")
                        .query(String.class)
                        .list())
                .anySatisfy(headers -> assertThat(headers).contains(signature)));
    }

    private static void holdsOurHeadersOnly(Map<String, Object> headers) {
        assertThat(headers.toString()).doesNotContain("evil");
        assertThat(headers.keySet())
                .allMatch(name -> name.startsWith("CamelInbox")
                        || List.of("CamelHttpResponseCode", "Content-Type").contains(name));
    }

    private static List<List<String>> lines(String key) throws Exception {
        byte[] json = door.sql
                .sql("SELECT headers FROM inbox_event JOIN inbox_body ON event_id = id WHERE idempotency_key = ?")
                .param(key)
                .query(byte[].class)
                .single();
        return new ObjectMapper().readValue(json, new TypeReference<>() {});
    }
}
