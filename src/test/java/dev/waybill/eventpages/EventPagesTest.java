package dev.waybill.eventpages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.Slow;
import dev.waybill.kit.TestAccess;
import dev.waybill.pages.ConsoleHub;
import dev.waybill.pages.Visitor;
import dev.waybill.sandbox.ErpMode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Search, one event and one order over plain HTTP; titles of line items are not for viewers. */
@Slow
class EventPagesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern OLDER = Pattern.compile("<a href=\"([^\"]+)\">Older events");
    private static final Pattern ROW = Pattern.compile("<a href=\"/console/events/(\\d+)\">");

    private static ConsoleHub hub;

    @BeforeAll
    static void start() throws IOException {
        hub = ConsoleHub.start("--waybill.console.mask[0]=/data/orderLineItems/*/title");
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void an_empty_search_says_what_it_looked_at_and_an_unfit_one_keeps_what_was_typed() throws Exception {
        Visitor viewer = Visitor.signedIn(hub, TestAccess.VIEWER);
        assertThat(viewer.get("/console/events?by=orderNumber&name=nobody").body())
                .contains("No match in all events", "value=\"nobody\"");
        for (String unfit : List.of(
                "name=" + "x".repeat(256),
                "by=event&name=a%00b",
                "state=failed",
                "from=yesterday",
                "before=0",
                "odrer=1",
                "by=nonsense&name=1",
                "from=2026-11-22T00:00&to=2026-11-21T00:00")) {
            HttpResponse<String> page = viewer.get("/console/events?type=Kept&" + unfit);
            assertThat(page.statusCode()).as(unfit).isEqualTo(400);
            assertThat(page.body()).as(unfit).contains("role=\"alert\"", "value=\"Kept\"");
        }
        for (String hostile : List.of("' OR 1=1 --", "\"><script>alert(1)</script>", "%", "\u202egnp")) {
            HttpResponse<String> page = viewer.get("/console/events?name=" + encoded(hostile));
            assertThat(page.statusCode()).as(hostile).isEqualTo(200);
            assertThat(page.body()).contains("No match in all events").doesNotContain("<script>alert");
        }
    }

    @Test
    void a_search_is_followed_page_by_page_to_its_end_by_its_links() throws Exception {
        for (int i = 0; i < 40; i++) {
            hub.order("paged-" + i, 3);
        }
        awaitNamed("paged-39-2");
        Visitor viewer = Visitor.signedIn(hub, TestAccess.VIEWER);
        Set<String> seen = new LinkedHashSet<>();
        String path = "/console/events?type=OrderConfirmed&from=2020-01-01T00:00&limit=15";
        int pages = 0;
        while (path != null) {
            String page = viewer.get(path).body();
            Matcher rows = ROW.matcher(page);
            while (rows.find()) {
                assertThat(seen.add(rows.group(1))).as("only once").isTrue();
            }
            assertThat(page).contains("value=\"2020-01-01T00:00:00\"");
            Matcher older = OLDER.matcher(page);
            path = older.find() ? older.group(1).replace("&amp;", "&") : null;
            pages++;
        }
        assertThat(pages).isGreaterThan(2);
        assertThat(seen).hasSize((int) hub.count("inbox_event WHERE type = 'OrderConfirmed'"));
    }

    @Test
    void a_viewer_reads_it_all_but_what_is_masked_and_finds_no_command() throws Exception {
        hub.order("masked", 2);
        long id = awaitNamed("masked-0");
        Visitor viewer = Visitor.signedIn(hub, TestAccess.VIEWER);
        Visitor operator = Visitor.signedIn(hub, TestAccess.OPERATOR);
        for (String path : List.of("/console/events", "/console/events/" + id, "/console/orders?group=masked")) {
            HttpResponse<String> page = viewer.get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).as(path).doesNotContain("name=\"reason\"", "Mug", "name=\"text\"");
        }
        assertThat(viewer.get("/console/events/" + id).body()).contains("(hidden)", "parts are hidden from viewers");
        assertThat(operator.get("/console/events/" + id).body()).contains("Mug", "/console/events/" + id + "/body");
        assertThat(operator.get("/console/events?text=Mug&key=masked-0").body()).contains("/console/events/" + id);
        for (String path : List.of("/console/events/" + id + "/body", "/console/events?text=Mug")) {
            HttpResponse<String> refused = viewer.get(path);
            assertThat(refused.statusCode()).as(path).isEqualTo(403);
            assertThat(refused.body()).contains("Hidden from viewers").doesNotContain("quantity");
        }
        long audited = hub.count("audit WHERE NOT refused AND verb <> 'read'");
        for (String path : List.of("", "/replay", "/deliveries/1")) {
            HttpResponse<String> refused = viewer.post(
                    "/console/events/" + id + path, Map.of("reason", "because", "verb", "skip", "confirm", "true"));
            assertThat(refused.statusCode()).as(path).isEqualTo(403);
        }
        assertThat(hub.count("audit WHERE NOT refused AND verb <> 'read'")).isEqualTo(audited);
    }

    @Test
    void what_strangers_sent_is_shown_and_can_not_act() throws Exception {
        String evil = "<script>alert(1)</script>\u202Egnp.exe";
        hub.webhook(
                "evil-key",
                "{\"type\":\"%s\",\"data\":{\"id\":\"%s\",\"orderNumber\":\"%s\"}}".formatted(evil, evil, evil));
        long id = awaitNamed("evil-key");
        Visitor operator = Visitor.signedIn(hub, TestAccess.OPERATOR);
        for (String path : List.of(
                "/console/events?key=evil-key",
                "/console/events?orderNumber=" + encoded(evil),
                "/console/events/" + id,
                "/console/orders?group=" + encoded(evil))) {
            HttpResponse<String> page = operator.get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body())
                    .as(path)
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                    .doesNotContain("<script>alert", ">\u202E");
        }
        assertThat(operator.get("/console/events/" + id).body()).doesNotContain("\u202E");
        for (byte[] body : List.of(
                ("{\"type\":\"x\",\"a\":\"" + "<b>\u202e".repeat(150_000) + "\"}").getBytes(UTF_8),
                "[".repeat(1 << 20).getBytes(UTF_8),
                new byte[] {(byte) 0xff, (byte) 0xfe, 0, '<', 's', 'c', 'r', 'i', 'p', 't', '>'},
                new byte[0])) {
            hub.sql
                    .sql("UPDATE inbox_body SET body = :body WHERE event_id = :id")
                    .param("body", body)
                    .param("id", id)
                    .update();
            HttpResponse<String> page = operator.get("/console/events/" + id);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).doesNotContain("<b>", "<script>", "\u202e", "\u0000");
            assertThat(page.body().length()).isLessThan(3 << 20);
            HttpResponse<String> bytes = operator.get("/console/events/" + id + "/body");
            assertThat(bytes.headers().firstValue("Content-Type")).contains("application/octet-stream");
            assertThat(bytes.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(bytes.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"event-" + id + ".json\"");
            assertThat(bytes.headers().firstValue("Content-Length")).contains(String.valueOf(body.length));
        }
    }

    @Test
    void what_went_out_is_told_once_and_not_to_whom_something_is_masked_from() throws Exception {
        hub.erp.mode(ErpMode.OK);
        hub.order("went-out", 1);
        long id = awaitNamed("went-out-0");
        Awaitility.await().atMost(PATIENCE).until(() -> delivered(id) == 1);
        Visitor operator = Visitor.signedIn(hub, TestAccess.OPERATOR);
        assertThat(operator.get("/console/events/" + id).body())
                .containsOnlyOnce("<summary>Data sent</summary>")
                .contains("POST " + hub.erp.url() + "/orders", "\nIdempotency-Key: wb_", "Complete: ")
                .contains("{\n  &quot;orderId&quot;: &quot;went-out&quot;,");
        assertThat(Visitor.signedIn(hub, TestAccess.VIEWER)
                        .get("/console/events/" + id)
                        .body())
                .contains("Requests and answers are hidden from viewers")
                .doesNotContain("Data sent", "Idempotency-Key: ", "orderId");

        again(id, "sent", "sent_bytes");
        assertThat(operator.get("/console/events/" + id).body()).contains("Same data as attempt 1.");
        again(id, "convert_to(repeat('<b>\u202e', 9), 'UTF8')", "70000");
        again(id, "convert_to(repeat('x', 70000), 'UTF8')", "70000");
        again(id, "convert_to(repeat('y', 2000), 'UTF8')", "2000");
        String page = operator.get("/console/events/" + id).body();
        assertThat(page)
                .contains(
                        ">" + "y".repeat(500) + "<",
                        "Only the beginning of 68.4 KiB was kept.",
                        "&lt;b&gt;",
                        "x".repeat(15_000),
                        "Complete: 68.4 KiB. This page shows only a part of it",
                        "Complete: 2.0 KiB. This page shows only a part of it")
                .doesNotContain("<b>", "\u202e", "x".repeat(17_000));
        assertThat(page.length()).isLessThan(100 << 10);
    }

    /** One attempt more at the event's delivery to the ERP, which handed this over. */
    private static void again(long event, String sent, String bytes) {
        hub.sql
                .sql("""
                    INSERT INTO outbox_attempt (delivery_id, number, node, started_at, duration_ms, outcome, sent_to, sent, sent_bytes)
                    SELECT delivery_id, number + 1, node, started_at + interval '1 s', 1, outcome, sent_to, %s, %s
                      FROM outbox_attempt WHERE delivery_id = :delivery ORDER BY id DESC LIMIT 1\
                    """.formatted(sent, bytes))
                .param("delivery", deliveryOf(event))
                .update();
    }

    private static long deliveryOf(long event) {
        return hub.sql
                .sql("SELECT id FROM outbox_delivery WHERE event_id = :id AND destination = 'erp'")
                .param("id", event)
                .query(Long.class)
                .single();
    }

    @Test
    void one_event_is_replayed_to_one_or_to_all_and_a_finished_one_only_if_that_is_confirmed() throws Exception {
        hub.erp.mode(ErpMode.OK);
        hub.order("again", 1);
        long id = awaitNamed("again-0");
        Awaitility.await().atMost(PATIENCE).until(() -> delivered(id) == 1);
        Visitor operator = Visitor.signedIn(hub, TestAccess.OPERATOR);
        String page = operator.get("/console/events/" + id).body();
        assertThat(page)
                .contains("Received from covver", "Routed to erp", ": DELIVERED", " ms", "Verified by the secret")
                .contains(
                        "</code> <a href=\"/console/revisions/1\">revision 1</a>",
                        "A revision, where one is named, says");
        long delivery = deliveryOf(id);
        operator.post("/console/events/" + id + "/deliveries/" + delivery, Map.of("verb", "replay", "reason", "lost"));
        assertThat(operator.get("/console/events/" + id).body()).contains("may process it a second time: confirm that");
        assertThat(hub.count("outbox_delivery WHERE destination = 'erp' AND event_id = " + id))
                .isEqualTo(1);
        operator.post("/console/events/" + id + "/replay", Map.of("reason", "they lost it", "confirm", "true"));
        Awaitility.await().atMost(PATIENCE).until(() -> delivered(id) == 2);
        assertThat(operator.get("/console/events/" + id).body())
                .contains("requested as a replay of delivery " + delivery, "ada: replay", "they lost it");
        assertThat(operator.get("/console/deliveries/" + delivery).headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/console/events/" + id));
        assertThat(operator.get("/console/events/999999999").statusCode()).isEqualTo(404);
        assertThat(operator.get("/console/events/abc").statusCode()).isIn(400, 404);
        assertThat(operator.get("/console/orders?group=nobody").statusCode()).isEqualTo(404);
        assertThat(operator.get("/console/orders?group=%00").statusCode()).isEqualTo(400);
        assertThat(operator.get("/console/orders").statusCode()).isEqualTo(400);
    }

    private static long delivered(long event) {
        return hub.count("outbox_delivery WHERE destination = 'erp' AND state = 'DELIVERED' AND event_id = " + event);
    }

    /** The id of the event with this key, once search knows it by name. */
    private static long awaitNamed(String key) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> hub.count("search_event s JOIN inbox_event e ON e.id = s.event_id"
                                + " WHERE e.idempotency_key = '" + key + "'")
                        == 1);
        return hub.sql
                .sql("SELECT id FROM inbox_event WHERE idempotency_key = :key")
                .param("key", key)
                .query(Long.class)
                .single();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
