package dev.waybill.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.console.TestHub.Answer;
import dev.waybill.kit.TestPostgres;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An operator has events routed again, one by one and many at once, over the management port. */
class EventRoutingApiTest {

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
    void a_routed_event_is_routed_again_and_doubles_nothing() throws Exception {
        hub.webhook(TestHub.order("o-1"), "routed", SECRET);
        long event = awaitState("routed", "ROUTED");
        Answer answer = hub.command("/api/events/" + event + "/route", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.message()).contains("routed again");
        awaitState("routed", "ROUTED");
        assertThat(hub.count("outbox_delivery WHERE event_id = " + event)).isEqualTo(1);
        assertThat(hub.command("/api/events/999999/route", "").status()).isEqualTo(404);
    }

    @Test
    void an_event_without_its_body_is_refused_in_one_sentence() throws Exception {
        hub.webhook(TestHub.order("o-2"), "purged", SECRET);
        long event = awaitState("purged", "ROUTED");
        hub.sql
                .sql("DELETE FROM inbox_body WHERE event_id = :id")
                .param("id", event)
                .update();
        Answer answer = hub.command("/api/events/" + event + "/route", "");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.detail()).contains("Retention has deleted the event's body");
    }

    @Test
    void all_unrouted_events_of_a_type_are_routed_again() throws Exception {
        hub.webhook("{\"type\":\"Nobodys\",\"data\":{\"id\":\"o-3\"}}", "nobodys", SECRET);
        awaitState("nobodys", "UNROUTED");
        Answer none = hub.command("/api/events/route", ",\"state\":\"UNROUTED\",\"type\":\"Another\"");
        assertThat(none.json().get("events").asInt()).isZero();
        Answer one = hub.command("/api/events/route", ",\"state\":\"UNROUTED\",\"type\":\"Nobodys\"");
        assertThat(one.status()).isEqualTo(200);
        assertThat(one.json().get("events").asInt()).isEqualTo(1);
        assertThat(one.json().get("more").asBoolean()).isFalse();
        awaitState("nobodys", "UNROUTED");
    }

    @Test
    void a_command_that_says_too_little_changes_nothing() throws Exception {
        long audited = hub.count("audit WHERE NOT refused AND verb <> 'read'");
        assertThat(hub.post("/api/events/route", "{\"state\":\"FAILED\"}").status())
                .isEqualTo(400);
        assertThat(hub.command("/api/events/route", "").detail()).contains("FAILED or UNROUTED");
        assertThat(hub.command("/api/events/route", ",\"state\":\"ROUTED\"").status())
                .isEqualTo(400);
        assertThat(hub.command("/api/events/route", ",\"state\":\"FAILED\",\"source\":\"\"")
                        .status())
                .isEqualTo(400);
        assertThat(hub.count("audit WHERE NOT refused AND verb <> 'read'")).isEqualTo(audited);
    }

    private static long awaitState(String key, String state) {
        long event = hub.sql
                .sql("SELECT id FROM inbox_event WHERE idempotency_key = ?")
                .param(key)
                .query(Long.class)
                .single();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> hub.get("/api/events/" + event)
                        .at("/event/state")
                        .asText()
                        .equals(state));
        return event;
    }
}
