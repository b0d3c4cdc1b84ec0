package dev.waybill.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.listener.TestDoor;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A batch of CloudEvents, whose events are stored in one commit, and the question before the first of them. */
class CloudEventsAtTheDoorTest {

    private static final String TOKEN = "a long random token of the sender";
    private static final String BATCH = "application/cloudevents-batch+json; charset=utf-8";

    private static TestDoor door;

    @BeforeAll
    static void open() {
        door = TestDoor.open(
                "waybill.sources.events.preset=cloudevents",
                "waybill.sources.events.secrets.current=EVENTS_TOKEN",
                "waybill.sources.named.preset=cloudevents",
                "waybill.sources.named.secrets.current=EVENTS_TOKEN",
                "waybill.sources.named.handshake.origin=shop.example.com",
                "EVENTS_TOKEN=" + TOKEN);
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void each_event_of_a_batch_is_one_of_its_own_and_one_commit_has_all() throws Exception {
        HttpResponse<String> answer = send(BATCH, "[%s, %s]".formatted(event("a-1"), event("a-2")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("accepted");
        assertThat(stored("a-%"))
                .containsExactly(
                        "a-1./shop order.created o " + event("a-1"), "a-2./shop order.created o " + event("a-2"));
        assertThat(door.sql
                        .sql("SELECT count(DISTINCT xmin::text) FROM inbox_event WHERE idempotency_key LIKE 'a-%'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(send(BATCH, "[%s]".formatted(event("a-2"))).body()).contains("duplicate");
        assertThat(send("application/cloudevents+json", event("a-2")).body()).contains("duplicate");
    }

    @Test
    void one_without_a_type_keeps_the_others_out() throws Exception {
        HttpResponse<String> answer =
                send(BATCH, "[%s,%s]".formatted(event("b-1"), event("b-2").replace("\"type\"", "\"kind\"")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("item 2 of 2: ");
        assertThat(stored("b-%")).isEmpty();
        assertThat(door.sql
                        .sql("SELECT count(*) FROM quarantine WHERE ring = 'VERIFIED' AND reason LIKE 'item 2 of 2: %'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_header_of_the_request_is_no_part_of_its_events() throws Exception {
        HttpRequest.Builder batch =
                request(BATCH, "[%s,%s]".formatted(event("c-1"), event("c-2"))).header("ce-id", "c-3");

        assertThat(door.send(batch).statusCode()).isEqualTo(200);
        assertThat(stored("c-%")).hasSize(2);
    }

    @Test
    void an_empty_batch_is_answered_and_a_batch_without_the_token_is_401() throws Exception {
        assertThat(send(BATCH, "[]").statusCode()).isEqualTo(200);
        assertThat(send(BATCH, "{}").statusCode()).isEqualTo(400);
        assertThat(send("application/json", "[%s]".formatted(event("d-1"))).statusCode())
                .isEqualTo(400);
        assertThat(door.send(request(BATCH, "[%s]".formatted(event("d-1"))).setHeader("Authorization", "Bearer x"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(stored("d-%")).isEmpty();
    }

    @Test
    void a_question_before_the_first_event_is_answered() throws Exception {
        double before = door.counted("events", "handshake");

        HttpResponse<String> answer = door.send(question("events", "any.example.com"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map())
                .containsEntry("webhook-allowed-origin", List.of("any.example.com"))
                .containsEntry("webhook-allowed-rate", List.of("*"))
                .containsEntry("allow", List.of("POST"));
        assertThat(door.counted("events", "handshake")).isEqualTo(before + 1);
        assertThat(door.send(question("named", "shop.example.com")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void other_questions_are_405() throws Exception {
        assertThat(door.send(question("named", "other.example.com")).statusCode())
                .isEqualTo(405);
        assertThat(door.send(question("events", "<script>")).statusCode()).isEqualTo(405);
        assertThat(door.send(question("covver", "any.example.com")).statusCode())
                .isEqualTo(405);
        assertThat(door.send(question("nobody", "any.example.com")).statusCode())
                .isEqualTo(404);
        assertThat(door.send(HttpRequest.newBuilder(door.uri("/webhooks/events"))
                                .method("OPTIONS", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
    }

    private static String event(String id) {
        return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/shop\",\"type\":\"order.created\",\"subject\":\"o\"}"
                .formatted(id);
    }

    private static HttpRequest.Builder question(String source, String origin) {
        return HttpRequest.newBuilder(door.uri("/webhooks/" + source))
                .timeout(Duration.ofSeconds(20))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("WebHook-Request-Origin", origin);
    }

    private static HttpResponse<String> send(String contentType, String body) throws Exception {
        return door.send(request(contentType, body));
    }

    private static HttpRequest.Builder request(String contentType, String body) {
        return HttpRequest.newBuilder(door.uri("/webhooks/events"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", contentType)
                .header("Authorization", "Bearer " + TOKEN)
                .POST(BodyPublishers.ofString(body));
    }

    private static List<String> stored(String key) {
        return door.sql
                .sql("SELECT concat_ws(' ', idempotency_key, type, message_group, convert_from(body, 'UTF8')) FROM"
                        + " inbox_event JOIN inbox_body ON event_id = id WHERE idempotency_key LIKE :key ORDER BY"
                        + " 1")
                .param("key", key)
                .query(String.class)
                .list();
    }
}
