package dev.waybill.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.kit.TestPostgres;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Search, one event and one order over the management port of a whole hub. */
class SearchApiTest {

    private static final String SECRET = "the right one";

    private static TestHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = TestHub.on(TestPostgres.empty(), SECRET);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void the_order_that_the_shop_calls_about_is_found_by_its_number() throws Exception {
        hub.webhook(order("o-100", "100200300"), "key-100", SECRET);
        JsonNode found = awaitFound("/api/events?orderNumber=100200300");
        assertThat(found.get("idempotencyKey").asText()).isEqualTo("key-100");
        assertThat(found.get("messageGroup").asText()).isEqualTo("o-100");
        JsonNode page = hub.get("/api/events?q=100200300&type=OrderPlaced&source=covver&text=" + encoded("Jörg"));
        assertThat(page.get("events")).hasSize(1);
        assertThat(page.get("next").isNull()).isTrue();
        assertThat(page.get("searchedBackTo").isNull()).isTrue();
        assertThat(page.at("/index/behind").asLong()).isZero();
    }

    @Test
    void an_events_story_goes_from_its_acceptance_to_its_attempts_and_names_the_routes() throws Exception {
        hub.webhook(order("o-200", "200"), "key-200", SECRET);
        long id = awaitFound("/api/events?key=key-200").get("id").asLong();
        await().atMost(Duration.ofSeconds(30)).until(() -> steps(id).stream().anyMatch(step -> step.equals("tried")));
        // a hub notes its routes within a second of its start
        JsonNode story = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> hub.get("/api/events/" + id),
                        told -> !told.at("/timeline/1/by/routes").asText().isEmpty());
        assertThat(steps(id)).startsWith("received", "made", "tried");
        assertThat(story.at("/timeline/0/secret").asText()).isEqualTo("current");
        assertThat(story.at("/timeline/1/by/routes").asText()).matches("[0-9a-f]{64}");
        assertThat(story.at("/timeline/2/by/routes").asText()).matches("[0-9a-f]{64}");
        assertThat(story.at("/deliveries/0/revision").asInt()).isEqualTo(1);
        assertThat(story.at("/timeline/1/revision").asInt()).isEqualTo(1);
        assertThat(story.at("/timeline/2/revision").asInt()).isEqualTo(1);
        assertThat(story.at("/timeline/2/outcome").asText()).isEqualTo("FAILED");
        assertThat(story.at("/body/text").asText()).contains("\"orderNumber\": \"200\"");
        assertThat(story.get("headers").toString())
                .contains("covverIdempotencyKey")
                .doesNotContain("of-somebody");
        assertThat(story.toString()).doesNotContain(SECRET);
    }

    @Test
    void an_orders_events_are_told_in_order_with_what_each_waits_for() throws Exception {
        hub.webhook(order("o/300 %", "300"), "key-300", SECRET);
        hub.webhook(order("o/300 %", "300"), "key-301", SECRET);
        awaitFound("/api/events?key=key-301");
        String path = "/api/orders?group=" + encoded("o/300 %");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> hub.get(path)
                        .at("/events/1/deliveries/0/waits/why")
                        .asText()
                        .equals("ELDER_NOT_DELIVERED"));
        JsonNode order = hub.get(path);
        assertThat(order.get("source").asText()).isEqualTo("covver");
        assertThat(order.get("events")).hasSize(2);
        assertThat(order.at("/events/1/deliveries/0/waits/event").asLong())
                .isEqualTo(order.at("/events/0/event/id").asLong());
        assertThat(order.at("/events/0/deliveries/0/waits/sentence").asText()).isNotBlank();
    }

    @Test
    void what_was_signed_is_shown_found_and_downloaded_and_what_arrived_is_evidence() throws Exception {
        String came =
                "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"o-old\",\"id\":\"o-401\",\"note\":\"was-sent\",\"note\":1E+400}}";
        String signed = "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"o-401\",\"note\":null}}";
        assertThat(hub.reserialised(came, signed, "key-401", SECRET)).isEqualTo(200);
        long id = awaitFound("/api/events?key=key-401").get("id").asLong();

        assertThat(hub.read("/api/events/" + id + "/body").body())
                .asString(UTF_8)
                .isEqualTo(signed);
        HttpResponse<byte[]> evidence = hub.read("/api/events/" + id + "/body?as=received");
        assertThat(evidence.body()).asString(UTF_8).isEqualTo(came);
        assertThat(evidence.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"event-" + id + "-received.json\"");
        assertThat(hub.read("/api/events/" + id + "/body?as=it-likes").statusCode())
                .isEqualTo(400);
        assertThat(hub.get("/api/events/" + id).at("/body/text").asText()).contains("\"note\": null");
        assertThat(hub.get("/api/events?text=was-sent").at("/events")).isEmpty();
        assertThat(hub.get("/api/events?orderId=o-old").at("/events")).isEmpty();
        assertThat(awaitFound("/api/events?orderId=o-401").get("id").asLong()).isEqualTo(id);
    }

    @Test
    void the_bytes_are_downloaded_exactly_and_opened_by_no_browser() throws Exception {
        String body = "{ \"type\":\"OrderPlaced\",\n\"data\":{\"id\":\"o-400\",\"x\":\"<script>alert(1)</script>\"}}";
        hub.webhook(body, "key-400", SECRET);
        long id = awaitFound("/api/events?key=key-400").get("id").asLong();
        HttpResponse<byte[]> answer = hub.read("/api/events/" + id + "/body");
        assertThat(answer.body()).isEqualTo(body.getBytes(UTF_8));
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"event-" + id + ".json\"");
        hub.sql
                .sql("DELETE FROM inbox_body WHERE event_id = :id")
                .param("id", id)
                .update();
        assertThat(hub.read("/api/events/" + id + "/body").statusCode()).isEqualTo(404);
        JsonNode purged = hub.get("/api/events/" + id);
        assertThat(purged.get("body").isNull()).isTrue();
        assertThat(purged.at("/event/purged").asText()).contains("purged");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/events?orderNumber=%00",
                "/api/events?orderNumber=a%00b",
                "/api/events?text=x",
                "/api/events?q=%20",
                "/api/events?odrerNumber=1",
                "/api/events?q=1&orderId=2",
                "/api/events?q=1&q=2",
                "/api/events?state=failed",
                "/api/events?state=UNROUTED&destination=erp",
                "/api/events?before=0",
                "/api/events?before=1e3",
                "/api/events?before=99999999999999999999",
                "/api/events?limit=201",
                "/api/events?limit=-1",
                "/api/events?from=yesterday",
                "/api/events?from=2026-11-22T00:00:00Z&to=2026-11-21T00:00:00Z",
                "/api/events?from=-999999999-01-01T00:00:00Z",
                "/api/events/abc",
                "/api/orders",
                "/api/orders?group=%00",
                "/api/orders?group=%20"
            })
    void what_cannot_be_looked_for_is_refused_in_a_sentence(String path) throws Exception {
        HttpResponse<byte[]> answer = hub.read(path);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(new ObjectMapper().readTree(answer.body()).get("detail").asText())
                .isNotBlank();
    }

    @Test
    void what_is_too_long_is_refused_and_what_looks_like_sql_is_only_text() throws Exception {
        assertThat(hub.read("/api/events?q=" + "x".repeat(256)).statusCode()).isEqualTo(400);
        assertThat(hub.read("/api/events?text=" + "x".repeat(257)).statusCode()).isEqualTo(400);
        for (String text :
                List.of("' OR 1=1 --", "%", "_%_", "\\", "\"; DROP TABLE inbox_event; --", "\u202e\u0001", "{}")) {
            for (String parameter : List.of("q", "key", "group", "orderNumber", "type", "source", "destination")) {
                HttpResponse<byte[]> answer = hub.read("/api/events?" + parameter + "=" + encoded(text));
                assertThat(answer.statusCode()).as("%s=%s", parameter, text).isEqualTo(200);
                assertThat(new ObjectMapper().readTree(answer.body()).get("events"))
                        .isEmpty();
            }
        }
        assertThat(hub.read("/api/orders?group=nobody").statusCode()).isEqualTo(404);
        assertThat(hub.read("/api/events/999999999").statusCode()).isEqualTo(404);
        assertThat(hub.get("/api/events?limit=1&state=&q=").get("events")).hasSizeLessThanOrEqualTo(1);
    }

    private static List<String> steps(long id) throws Exception {
        return StreamSupport.stream(hub.get("/api/events/" + id).get("timeline").spliterator(), false)
                .map(step -> step.get("what").asText())
                .toList();
    }

    private static JsonNode awaitFound(String path) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> hub.get(path).at("/events/0").isObject());
        try {
            return hub.get(path).at("/events/0");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String order(String id, String number) {
        return "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"%s\",\"orderNumber\":\"%s\",\"name\":\"Jörg\"}}"
                .formatted(id, number);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
