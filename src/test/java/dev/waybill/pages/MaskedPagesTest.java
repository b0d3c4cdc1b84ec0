package dev.waybill.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.TestAccess;
import dev.waybill.sandbox.ErpMode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * An order whose number and email are masked, refused by an ERP that repeats them: whoever may only look finds neither,
 * on no page and in no answer, and whoever may command finds both.
 */
class MaskedPagesTest {

    private static final String EMAIL = "jo@example.org";
    private static final String NUMBER = "4711-jo";
    private static final String EXTERNAL = "shop-jo";
    private static final String ERROR = "HTTP 400 unknown customer " + EMAIL;

    private static ConsoleHub hub;
    private static long event;

    @BeforeAll
    static void start() throws Exception {
        hub = ConsoleHub.start(
                "--waybill.console.mask[0]=/data/user/email",
                "--waybill.console.mask[1]=/data/orderNumber",
                "--waybill.console.mask[2]=/data/externalId");
        hub.erp.mode(ErpMode.REFUSE);
        hub.webhook("refused", """
            {"type":"OrderPlaced","data":{"id":"o-1","orderNumber":"%s","externalId":"%s","user":{"email":"%s"},\
            "orderLineItems":[]}}\
            """.formatted(NUMBER, EXTERNAL, EMAIL));
        Awaitility.await()
                .atMost(Looking.PATIENCE)
                .until(() -> hub.count("outbox_delivery WHERE state = 'DEAD'") == 1
                        && hub.count("search_event WHERE order_number = '" + NUMBER + "'") == 1);
        event = hub.sql.sql("SELECT max(id) FROM inbox_event").query(Long.class).single();
        hub.sql.sql("UPDATE outbox_attempt SET reason = '" + ERROR + "'").update();
        hub.sql
                .sql("INSERT INTO outbox_pause (destination, who, reason) VALUES ('sftp', 'the hub', '" + ERROR + "')"
                        + " ON CONFLICT (destination) DO UPDATE SET who = excluded.who, reason = excluded.reason")
                .update();
        hub.sql
                .sql("INSERT INTO audit (who, verb, subject, subject_name, reason, refused)"
                        + " VALUES ('the hub', 'pause', 'destination', 'sftp', '" + ERROR + "', false)")
                .update();
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void nothing_masked_is_on_a_page_of_a_viewer() throws Exception {
        Visitor viewer = Visitor.signedIn(hub, TestAccess.VIEWER);
        Visitor operator = Visitor.signedIn(hub, TestAccess.OPERATOR);
        for (String path : List.of(
                "/console/events/" + event,
                "/console/events",
                "/console/events?key=refused",
                "/console/orders?group=o-1",
                "/console/destinations/erp",
                "/console/destinations/sftp",
                "/console/audit",
                "/console",
                job(operator))) {
            Awaitility.await()
                    .atMost(Looking.PATIENCE)
                    .untilAsserted(
                            () -> // what flows is seconds old
                            assertThat(operator.get(path).body()).as(path).containsAnyOf(EMAIL, NUMBER));
            HttpResponse<String> page = viewer.get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).as(path).doesNotContain(EMAIL, NUMBER, EXTERNAL, "jo%40");
            if (!path.contains("orders")) {
                assertThat(page.body()).as(path).contains("(hidden)");
            }
        }
    }

    @Test
    void a_test_made_of_an_event_has_no_masked_member_and_is_made_for_operators_alone() throws Exception {
        Visitor operator = Visitor.signedIn(hub, TestAccess.OPERATOR);
        String path = "/console/events/%d/test".formatted(event);
        HttpResponse<String> test = operator.get(path);
        assertThat(test.statusCode()).isEqualTo(200);
        assertThat(test.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"event-%d.test.yaml\"".formatted(event));
        assertThat(test.body())
                .doesNotContain(EMAIL, NUMBER, EXTERNAL)
                .contains(
                        "- test: \"event %d, OrderPlaced\"".formatted(event), "(hidden)", "request: \"POST /orders\"");
        assertThat(operator.get("/console/events/999999/test").statusCode()).isEqualTo(404);

        Visitor viewer = Visitor.signedIn(hub, TestAccess.VIEWER);
        assertThat(viewer.get(path).statusCode()).isEqualTo(403);
        assertThat(viewer.get("/console/events/" + event).body()).doesNotContain(path);
    }

    @Test
    void what_needs_attention_is_told_to_viewers_too_without_the_error() throws Exception {
        Visitor viewer = Visitor.signedIn(hub, TestAccess.VIEWER);
        Awaitility.await()
                .atMost(Looking.PATIENCE)
                .untilAsserted(() -> assertThat(viewer.get("/console").body())
                        .contains(
                                "sftp is paused by the hub.",
                                "<q>(hidden)</q>",
                                "erp: 1 dead delivery waits for an operator"));
        String list = hub.api("GET", "/api/attention", TestAccess.VIEWERS_BEARER, null)
                .body();
        assertThat(list)
                .startsWith("[{\"bad\":true,\"text\":\"erp: 1 dead delivery waits for an operator")
                .contains("\"text\":\"sftp is paused by the"
                        + " hub.\",\"href\":\"/console/destinations/sftp\",\"error\":\"(hidden)\"")
                .doesNotContain(EMAIL);
        assertThat(hub.api("GET", "/api/attention", TestAccess.BEARER, null).body())
                .contains("\"error\":\"" + ERROR + "\"");
        assertThat(hub.api("GET", "/api/attention", "Bearer guess", null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void nothing_masked_can_be_guessed_by_asking_for_it() throws Exception {
        Visitor viewer = Visitor.signedIn(hub, TestAccess.VIEWER);
        for (String path : List.of(
                "/console/events?text=jo@",
                "/console/events?orderNumber=" + NUMBER,
                "/console/events?by=externalId&name=" + EXTERNAL,
                "/console/events?name=" + NUMBER,
                "/console/destinations/erp/dead?signature=" + URLEncoder.encode(ERROR, UTF_8),
                "/console/destinations/erp/dead?signature=other")) {
            HttpResponse<String> refused = viewer.get(path);
            assertThat(refused.statusCode()).as(path).isEqualTo(403);
            assertThat(refused.body()).contains("Hidden from viewers").doesNotContain("/console/events/" + event);
        }
        assertThat(hub.api("GET", "/api/audit?format=jsonl", TestAccess.VIEWERS_BEARER, null)
                        .body())
                .contains("\"reason\":\"(hidden)\"")
                .doesNotContain(EMAIL);
        assertThat(hub.api("GET", "/api/audit", TestAccess.VIEWERS_BEARER, null).body())
                .contains("\"reason\":\"(hidden)\"")
                .doesNotContain(EMAIL);
        assertThat(hub.api("GET", "/api/audit", TestAccess.BEARER, null).body()).contains(EMAIL);
    }

    /** A replay of all that is dead, which waits to be started. */
    private static String job(Visitor operator) throws Exception {
        return operator.post(
                        "/console/replays",
                        Map.of("destination", "erp", "states", "DEAD", "reason", "the ERP is mended"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }
}
