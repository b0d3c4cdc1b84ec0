package dev.waybill.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.kit.TestPostgres;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A viewer's token is not told all that an operator's is. */
class MaskedApiTest {

    private static final String SECRET = "the right one";
    private static final String BODY =
            "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"o-1\",\"orderNumber\":\"4711-jo\",\"user\":{\"email\":\"jo@example.org\",\"n\":1.50}}}";

    private static TestHub hub;
    private static long event;

    @BeforeAll
    static void start() throws Exception {
        hub = TestHub.on(
                TestPostgres.fresh(),
                SECRET,
                "--waybill.console.mask[0]=/data/user/email",
                "--waybill.console.mask[1]=/data/orderNumber");
        hub.webhook(BODY, "key-1", SECRET);
        event = hub.sql.sql("SELECT max(id) FROM inbox_event").query(Long.class).single();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void a_viewer_reads_the_body_without_what_is_masked_and_gets_no_bytes() throws Exception {
        assertThat(hub.asViewer("/api/events/" + event).body())
                .contains("(hidden)", "1.50", "\"masked\":true")
                .doesNotContain("jo@example.org");
        var bytes = hub.asViewer("/api/events/" + event + "/body");
        assertThat(bytes.statusCode()).isEqualTo(403);
        assertThat(bytes.body()).contains("Hidden from viewers").doesNotContain("jo@example.org");
        assertThat(hub.get("/api/events/" + event).toString()).contains("jo@example.org", "\"masked\":false");
        assertThat(hub.read("/api/events/" + event + "/body").body()).isEqualTo(BODY.getBytes(UTF_8));
    }

    @Test
    void a_viewer_can_not_guess_it_by_searching() throws Exception {
        assertThat(hub.asViewer("/api/events?text=jo@").statusCode()).isEqualTo(403);
        assertThat(hub.asViewer("/api/events?key=key-1").statusCode()).isEqualTo(200);
        assertThat(hub.get("/api/events?text=jo@").get("events")).hasSize(1);
    }

    @Test
    void a_masked_order_number_is_masked_in_lists_and_can_not_be_looked_for() throws Exception {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> hub.get("/api/events?orderNumber=4711-jo")
                                .path("events")
                                .size()
                        == 1);
        assertThat(hub.asViewer("/api/events").body())
                .contains("\"orderNumber\":\"(hidden)\"", "\"messageGroup\":\"o-1\"")
                .doesNotContain("4711-jo");
        assertThat(hub.asViewer("/api/orders?group=o-1").body())
                .contains("\"orderNumber\":\"(hidden)\"")
                .doesNotContain("4711-jo");
        for (String asked : new String[] {"orderNumber=4711-jo", "q=4711-jo"}) {
            assertThat(hub.asViewer("/api/events?" + asked).statusCode())
                    .as(asked)
                    .isEqualTo(403);
        }
        assertThat(hub.asViewer("/api/events?group=o-1").statusCode()).isEqualTo(200);
    }

    @Test
    void a_viewer_reads_no_error_text_that_may_repeat_it() throws Exception {
        await().atMost(Duration.ofSeconds(30)).until(() -> hub.count("outbox_attempt") > 0);
        hub.sql
                .sql("UPDATE outbox_attempt SET reason = 'jo@example.org is unknown'")
                .update();
        long delivery = hub.sql
                .sql("SELECT max(id) FROM outbox_delivery")
                .query(Long.class)
                .single();
        for (String path :
                new String[] {"/api/events/" + event, "/api/deliveries/" + delivery, "/api/orders?group=o-1"}) {
            assertThat(hub.asViewer(path).body()).as(path).doesNotContain("jo@example.org");
        }
        assertThat(hub.get("/api/deliveries/" + delivery).toString()).contains("jo@example.org is unknown");
    }

    @Test
    void a_viewer_is_not_told_what_the_other_side_was_sent_and_answered() throws Exception {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> hub.count("outbox_attempt a JOIN outbox_delivery d ON d.id = a.delivery_id") > 0);
        long delivery = hub.sql
                .sql("SELECT max(id) FROM outbox_delivery")
                .query(Long.class)
                .single();
        hub.sql.sql("""
            UPDATE outbox_attempt SET answer = convert_to('no jo@example.org here', 'UTF8'), sent_to = 'POST http://erp',
                   sent = convert_to('for jo@example.org', 'UTF8'), sent_bytes = 70\
            """).update();
        for (String path : new String[] {"/api/events/" + event, "/api/deliveries/" + delivery}) {
            assertThat(hub.asViewer(path).body())
                    .contains("\"answer\":null", "\"sent\":null")
                    .doesNotContain("jo@example.org");
            assertThat(hub.get(path).toString())
                    .contains(
                            "no jo@example.org here",
                            "POST http://erp",
                            "for jo@example.org",
                            "\"bytes\":70,\"cut\":true");
        }
    }

    @Test
    void a_viewer_reads_nothing_masked_in_quarantine_either() throws Exception {
        hub.webhook("{\"type\":1,\"data\":{\"user\":{\"email\":\"jo@example.org\"}}}", "key-2", SECRET);
        hub.webhook("{\"type\":\"x\",\"email\":\"jo@example.org\"", "key-3", SECRET);
        hub.webhook(
                "{\"data\":{\"user\":{\"email\":\"jo@example.org\"}},\"x\":\"%s\"}".formatted("y".repeat(70_000)),
                "key-4",
                SECRET);
        var ids = hub.sql.sql("SELECT id FROM quarantine").query(Long.class).list();
        assertThat(ids).hasSize(3);
        for (long id : ids) {
            String page = hub.asViewer("/api/quarantine/" + id).body();
            assertThat(page).contains("(hidden").doesNotContain("jo@example.org");
            assertThat(hub.get("/api/quarantine/" + id).toString()).contains("jo@example.org");
        }
    }
}
