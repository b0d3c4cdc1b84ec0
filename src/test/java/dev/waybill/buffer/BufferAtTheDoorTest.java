package dev.waybill.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.availability.Intake;
import dev.waybill.kafka.Cluster;
import dev.waybill.listener.TestDoor;
import dev.waybill.quarantine.Resubmit;
import dev.waybill.quarantine.Resubmit.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/** A door with a buffer before a real inbox: a real broker, a real PostgreSQL, and both of them away in turn. */
class BufferAtTheDoorTest {

    private static final String TOKEN = "a-token-in-clear-text";

    private static TestDoor door;

    @Configuration(proxyBeanMethods = false)
    @ComponentScan(
            basePackages = {"dev.waybill.buffer", "dev.waybill.kafka"},
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Test.*"))
    static class WithBuffer {}

    private static TestDoor open(String topic) {
        return TestDoor.open(
                WithBuffer.class,
                "waybill.connections.stream.kafka.brokers=" + Cluster.broker().address(),
                "waybill.sources.covver.buffer.connection=stream",
                "waybill.sources.covver.buffer.topic=" + topic,
                "waybill.sources.events.preset=cloudevents",
                "waybill.sources.events.secrets.current=EVENTS_TOKEN",
                "EVENTS_TOKEN=" + TOKEN,
                "waybill.sources.events.buffer.connection=stream",
                "waybill.sources.events.buffer.topic=" + topic);
    }

    @BeforeAll
    static void open() {
        Cluster.topic(Cluster.broker().address(), "covver-in", 3, Map.of());
        door = open("covver-in");
    }

    @AfterAll
    static void close() {
        door.close();
    }

    private static byte[] order(String order, int n) {
        return "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"%s\",\"n\":%d}}"
                .formatted(order, n)
                .getBytes(UTF_8);
    }

    private static String isBuffered(HttpRequest.Builder webhook) throws Exception {
        HttpResponse<String> answer = door.send(webhook);
        assertThat(List.of(answer.statusCode(), answer.body())).isEqualTo(List.of(200, "{\"status\":\"buffered\"}"));
        return answer.body();
    }

    private static List<String> keysOf(String order) {
        return door.sql
                .sql("SELECT idempotency_key FROM inbox_event WHERE message_group = ? ORDER BY id")
                .param(order)
                .query(String.class)
                .list();
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    @Test
    void a_webhook_is_answered_200_by_the_brokers_and_is_an_event_soon_and_once() throws Exception {
        String order = id();
        double before = door.counted("covver", "buffered");
        isBuffered(door.signed(order(order, 1), order + "-1"));
        isBuffered(door.signed(order(order, 1), order + "-1"));
        isBuffered(door.signed(order(order, 2), order + "-2"));
        await().untilAsserted(() -> assertThat(keysOf(order)).containsExactly(order + "-1", order + "-2"));
        assertThat(door.counted("covver", "buffered")).isEqualTo(before + 3);
        assertThat(door.sql
                        .sql("SELECT secret_id || ' ' || convert_from(body, 'UTF8') || convert_from(b.headers,"
                                + " 'UTF8') FROM inbox_event e JOIN inbox_body b ON b.event_id = e.id WHERE"
                                + " idempotency_key = ?")
                        .param(order + "-1")
                        .query(String.class)
                        .single())
                .startsWith("current {\"type\":\"OrderPlaced\"")
                .contains("(verified)");
    }

    @Test
    void webhooks_are_taken_while_the_database_is_away_and_each_order_is_in_order_afterwards() throws Exception {
        String order = id();
        door.database.away = true;
        try {
            isBuffered(door.signed(order(order, 0), order + "-0"));
            await().until(() -> door.bean(Intake.class).closed() != null);
            for (int n = 1; n < 10; n++) {
                isBuffered(door.signed(order(order, n), order + "-" + n));
            }
            assertThat(door.send(HttpRequest.newBuilder(door.uri("/health"))).statusCode())
                    .isEqualTo(204);
            assertThat(door.send(door.post(order(order, 10)).header("covverIdempotencyKey", order))
                            .statusCode())
                    .as("an unsigned one")
                    .isEqualTo(401);
        } finally {
            door.database.away = false;
        }
        await().untilAsserted(() -> assertThat(keysOf(order))
                .containsExactly(
                        order + "-0",
                        order + "-1",
                        order + "-2",
                        order + "-3",
                        order + "-4",
                        order + "-5",
                        order + "-6",
                        order + "-7",
                        order + "-8",
                        order + "-9"));
    }

    @Test
    void a_key_with_another_body_is_answered_200_and_in_quarantine_with_its_signature() throws Exception {
        String order = id();
        isBuffered(door.signed(order(order, 1), order + "-1"));
        isBuffered(door.signed(order(order, 2), order + "-1"));
        isBuffered(door.signed(order(order, 3), order + "-3"));
        await().untilAsserted(() -> assertThat(keysOf(order)).containsExactly(order + "-1", order + "-3"));

        Map<String, Object> kept = door.sql
                .sql("SELECT * FROM quarantine WHERE idempotency_key = ?")
                .param(order + "-1")
                .query()
                .singleRow();
        assertThat(kept)
                .containsEntry("reason", "key conflict; it was buffered, so its sender was answered 200")
                .containsEntry("ring", "VERIFIED");
        assertThat(door.bean(Resubmit.class).readmit("covver", (byte[]) kept.get("headers"), (byte[]) kept.get("body")))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo("key conflict"));
    }

    @Test
    void one_of_several_events_is_refused_alone_and_a_secret_in_clear_is_not_in_the_topic() throws Exception {
        String id = id();
        isBuffered(batch("[%s]".formatted(event(id, "a", 1))));
        isBuffered(batch("[%s,%s,%s]".formatted(event(id, "b", 1), event(id, "a", 2), event(id, "c", 1))));

        await().untilAsserted(() -> assertThat(keysOf(id)).hasSize(3));
        Map<String, Object> kept = door.sql
                .sql("SELECT reason, convert_from(body, 'UTF8') AS body, convert_from(headers, 'UTF8') AS headers"
                        + " FROM quarantine WHERE idempotency_key LIKE ?")
                .param(id + "%")
                .query()
                .singleRow();
        assertThat(kept)
                .containsEntry("reason", "item 2 of 3: key conflict; it was buffered, so its sender was answered 200")
                .containsEntry("body", event(id, "a", 2));
        assertThat(String.valueOf(kept.get("headers"))).contains("(verified)").doesNotContain(TOKEN);
        assertThat(Cluster.records(Cluster.broker().address(), "covver-in"))
                .noneMatch(record -> Stream.of(record.headers().toArray())
                        .anyMatch(header -> new String(header.value(), UTF_8).contains(TOKEN)));
    }

    private static String event(String subject, String key, int n) {
        return "{\"specversion\":\"1.0\",\"id\":\"%s%s\",\"source\":\"/s\",\"type\":\"A\",\"subject\":\"%s\",\"n\":%d}"
                .formatted(subject, key, subject, n);
    }

    private static HttpRequest.Builder batch(String body) {
        return HttpRequest.newBuilder(door.uri("/webhooks/events"))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/cloudevents-batch+json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    @Test
    void a_release_from_quarantine_goes_to_the_inbox_itself() {
        byte[] body = order(id(), 1);
        String lines =
                "[[\"covverSignature\",\"%s\"],[\"covverIdempotencyKey\",\"%s\"]]".formatted(TestDoor.sign(body), id());
        assertThat(door.bean(Resubmit.class).readmit("covver", lines.getBytes(UTF_8), body))
                .isInstanceOf(Answer.Accepted.class);
    }

    @Test
    void a_record_that_no_hub_wrote_is_in_quarantine_and_blocks_nothing() throws Exception {
        String body = "{\"foreign\":\"%s\"}".formatted(id());
        for (int partition = 0; partition < 3; partition++) {
            Cluster.send(
                    Cluster.broker().address(),
                    new ProducerRecord<>("covver-in", partition, null, body.getBytes(UTF_8)));
        }
        String order = id();
        isBuffered(door.signed(order(order, 1), order + "-1"));
        await().untilAsserted(() -> assertThat(keysOf(order)).hasSize(1));
        await().untilAsserted(() -> assertThat(door.sql
                        .sql("SELECT reason FROM quarantine WHERE convert_from(body, 'UTF8') = ?")
                        .param(body)
                        .query(String.class)
                        .list())
                .hasSize(3)
                .allMatch(reason -> reason.matches(
                        "The record covver-in-[012]@\\d+ was not written by a hub: it has no header waybill-form")));
    }

    @Test
    void what_the_brokers_do_not_take_is_503_and_others_are_taken() throws Exception {
        String topic = "narrow";
        try (TestDoor other = open(topic)) {
            assertUnavailable(other.send(other.signed(order(id(), 1), id())));

            Cluster.topic(Cluster.broker().address(), topic, 1, Map.of("max.message.bytes", "4000"));
            await().until(() -> other.send(other.signed(order(id(), 1), id())).statusCode() == 200);
            assertUnavailable(other.send(other.signed(order("x".repeat(5000), 1), id())));
            assertThat(other.send(other.signed(order(id(), 1), id())).statusCode())
                    .isEqualTo(200);
        }
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(answer.body()).contains("urn:waybill:problem:unavailable");
    }
}
