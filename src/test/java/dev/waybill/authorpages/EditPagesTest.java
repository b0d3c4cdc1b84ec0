package dev.waybill.authorpages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bundle.Bundle;
import dev.waybill.bundle.ReadBundle;
import dev.waybill.bundle.ZippedBundle;
import dev.waybill.kit.TestAccess;
import dev.waybill.pages.ConsoleHub;
import dev.waybill.pages.Visitor;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of authors over plain HTTP, without a script: an edit, its check, its test, its plan. */
class EditPagesTest {

    private static final String EDIT = "/console/routes/edit";
    private static final Pattern FIELD = Pattern.compile("name=\"bundle\" value=\"([^\"]*)\"");
    private static final Pattern PLAN = Pattern.compile("/console/plans/(\\d+)");
    private static final Bundle SHIPPED = ReadBundle.from(Path.of("routes"));

    private static ConsoleHub hub;

    @BeforeAll
    static void start() throws IOException {
        hub = ConsoleHub.start("--waybill.plan.enabled=true", "--waybill.console.mask[0]=/data/id");
        for (int i = 0; i < 3; i++) {
            hub.order("secret-order-" + i, 1);
        }
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void the_edits_travel_with_the_form_and_the_hub_keeps_none() throws Exception {
        Visitor ada = Visitor.signedIn(hub, TestAccess.OPERATOR);
        Visitor other = Visitor.signedIn(hub, TestAccess.OPERATOR);
        String begun = ada.get(EDIT + "?file=erp-order.jq").body();
        assertThat(begun).contains("erp-order.jq", "def order(").doesNotContain(" style=", "data-edited");
        String edited = sent(ada, field(begun), "erp-order.jq", "# mine\r\n.\r\n", Map.of("open", "email.jq"));
        assertThat(edited).contains(">changed<", "data-edited");
        assertThat(edited(edited).file("erp-order.jq")).asString(UTF_8).isEqualTo("# mine\n.\n");
        assertThat(other.get(EDIT + "?file=erp-order.jq").body()).doesNotContain(">changed<", "# mine");
        HttpResponse<String> zip =
                ada.post(EDIT, Map.of("bundle", field(edited), "file", "email.jq", "action", "download"));
        assertThat(zip.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"routes.zip\"");
        assertThat(zip.body()).startsWith("PK").contains("erp-order.jq");
    }

    @Test
    void a_text_that_was_not_touched_keeps_its_bytes() throws Exception {
        Visitor ada = Visitor.signedIn(hub, TestAccess.OPERATOR);
        ada.get(EDIT);
        String text = new String(SHIPPED.files().get("erp.camel.yaml"), UTF_8).replace("\n", "\r\n");
        String page = sent(ada, field(SHIPPED), "erp.camel.yaml", text, Map.of("open", "email.jq"));
        assertThat(edited(page).checksum()).isEqualTo(SHIPPED.checksum());
    }

    @Test
    void the_check_tells_each_mistake_at_its_line_and_stays_while_other_files_are_opened() throws Exception {
        Visitor ada = Visitor.signedIn(hub, TestAccess.OPERATOR);
        ada.get(EDIT);
        String wrong = new String(SHIPPED.files().get("erp.camel.yaml"), UTF_8)
                .replace("name: destination", "name: destinaton");
        int line = wrong.substring(0, wrong.indexOf("destinaton")).split("\n", -1).length;
        String checked = sent(ada, field(SHIPPED), "erp.camel.yaml", wrong, Map.of("action", "check"));
        assertThat(checked)
                .contains("✖ mistake", "did you mean destination", "href=\"#l%d\"".formatted(line))
                .contains("<span id=\"l%d\" class=\"bad\">✖ %d</span>".formatted(line, line));
        String next = sent(ada, field(checked), "erp.camel.yaml", wrong, Map.of("open", "email.jq", "checked", "true"));
        assertThat(next).contains("formaction=\"/console/routes/edit#l%d\"".formatted(line), "✖ mistake");
        assertThat(sent(ada, field(checked), "erp.camel.yaml", wrong, Map.of("action", "plan")))
                .contains("No plan was made", "✖ mistake");
        assertThat(sent(ada, field(checked), "erp.camel.yaml", wrong, Map.of("action", "test")))
                .contains("No test was run: the check found mistakes.");
    }

    @Test
    void the_tests_of_the_bundle_are_run_and_recorded() throws Exception {
        Visitor ada = Visitor.signedIn(hub, TestAccess.OPERATOR);
        ada.get(EDIT);
        hub.sql.sql("DELETE FROM audit WHERE verb = 'test'").update();
        String file = "tests/covver.test.yaml";
        String tests = new String(SHIPPED.files().get(file), UTF_8);
        assertThat(sent(ada, field(SHIPPED), file, tests, Map.of("action", "test")))
                .contains(" tests, 0 failed.");
        assertThat(sent(
                        ada,
                        field(SHIPPED),
                        file,
                        tests.replace("POST /orders", "PUT /orders"),
                        Map.of("action", "test")))
                .contains("✖ failed", "request: expected PUT /orders, was POST /orders", file + ":7:");
        assertThat(hub.count("audit WHERE verb = 'test' AND subject = 'bundle' AND who = 'ada'"))
                .isEqualTo(2);
    }

    @Test
    void a_plan_leads_to_its_page_where_viewers_see_counts_and_no_order() throws Exception {
        Visitor ada = Visitor.signedIn(hub, TestAccess.OPERATOR);
        Visitor bob = Visitor.signedIn(hub, TestAccess.VIEWER);
        ada.get(EDIT);
        String text = new String(SHIPPED.files().get("erp-order.jq"), UTF_8).replace("{orderId:", "{<b>:");
        String other = new String(SHIPPED.files().get("erp-order.jq"), UTF_8).replace("{orderId:", "{\"<b>\":");
        assertThat(sent(ada, field(SHIPPED), "erp-order.jq", text, Map.of("action", "plan")))
                .contains("No plan was made");
        Map<String, String> order = Map.of("action", "plan", "last", "3", "type", "OrderPlaced", "source", "covver");
        Matcher plan = PLAN.matcher(sent(ada, field(SHIPPED), "erp-order.jq", other, order));
        assertThat(plan.find()).isTrue();
        String at = plan.group();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> ada.get(at).body().contains(">DONE<"));
        assertThat(ada.get(at).body())
                .contains("3 changed", "<span class=\"added\">+ /&lt;b&gt;: &quot;secret-order-", "/console/events/")
                .contains("the last 3 events of type OrderPlaced from covver")
                .doesNotContain("<b>", "data-live");
        assertThat(hub.count("audit WHERE verb = 'read' AND subject = 'plan' AND who = 'ada'"))
                .isEqualTo(1);
        assertThat(bob.get(at).body())
                .contains("3 changed", "Hidden from viewers")
                .doesNotContain("secret-order", "name=\"reason\"");
        assertThat(bob.get("/console/plans").body()).contains("3 changed", at).doesNotContain("secret-order");
        assertThat(ada.get("/console/plans/999999").statusCode()).isEqualTo(404);
        hub.sql
                .sql("UPDATE plan SET selection = 'the last 3 events of order secret-order-1 within PT1H'")
                .update();
        assertThat(bob.get("/console/plans").body() + bob.get(at).body())
                .contains("of one order")
                .doesNotContain("secret-order");
        assertThat(hub.api("GET", at.replace("/console", "/api"), TestAccess.VIEWERS_BEARER, null)
                                .body()
                        + hub.api("GET", "/api/plans", TestAccess.VIEWERS_BEARER, null)
                                .body())
                .contains("of one order")
                .doesNotContain("secret-order");
    }

    @Test
    void a_plan_under_way_is_cancelled_with_a_reason() throws Exception {
        Visitor ada = Visitor.signedIn(hub, TestAccess.OPERATOR);
        long id = hub.sql.sql("""
            INSERT INTO plan (made_by, selection, live, candidate) VALUES ('ada', 'the last 9 events', repeat('a', 64), repeat('b', 64))
            RETURNING id\
            """).query(Long.class).single();
        assertThat(ada.get("/console/plans/" + id).body()).contains("data-live", "0 events compared so far", "Cancel");
        ada.post("/console/plans/%d/cancel".formatted(id), Map.of("reason", "enough"));
        assertThat(hub.count("audit WHERE verb = 'cancel' AND subject = 'plan' AND reason = 'enough'"))
                .isEqualTo(1);
    }

    @Test
    void files_are_added_and_deleted_and_their_names_can_not_act() throws Exception {
        Visitor ada = Visitor.signedIn(hub, TestAccess.OPERATOR);
        ada.get(EDIT);
        String added = sent(ada, field(SHIPPED), "email.jq", null, Map.of("action", "new", "name", "crm.camel.yaml"));
        assertThat(added).contains("crm.camel.yaml", ">new<");
        for (String name :
                new String[] {"../x", "/x", "a/../b", ".x", "a\\b", "<b>", "a:b", "ERP.camel.yaml", "erp.camel.yaml", ""
                }) {
            assertThat(sent(ada, field(SHIPPED), "email.jq", null, Map.of("action", "new", "name", name)))
                    .as(name)
                    .contains("role=\"alert\"")
                    .doesNotContain(">new<", "<b>");
        }
        String gone = sent(ada, field(added), "erp-catalog.jq", null, Map.of("action", "delete"));
        assertThat(gone).contains("<del>erp-catalog.jq</del>");
        assertThat(edited(gone).files()).doesNotContainKey("erp-catalog.jq").containsKey("crm.camel.yaml");

        Map<String, byte[]> files = new TreeMap<>(SHIPPED.files());
        files.put("<script>alert(1)</script>\u202e.jq", "</textarea><script>alert(2)</script>".getBytes(UTF_8));
        files.put("image.png", new byte[] {(byte) 0x89, 0, 1});
        Bundle hostile = new Bundle(Path.of("routes"), files);
        String page = sent(
                ada, field(hostile), "", null, Map.of("open", "<script>alert(1)</script>\u202e.jq", "action", "check"));
        assertThat(page).contains("&lt;/textarea&gt;").doesNotContain("<script>alert", ">\u202e");
        assertThat(sent(ada, field(hostile), "", null, Map.of("open", "image.png")))
                .contains("It is no text in UTF-8.", "stays as it is");
    }

    @Test
    void what_is_no_bundle_or_no_number_is_told() throws Exception {
        Visitor ada = Visitor.signedIn(hub, TestAccess.OPERATOR);
        ada.get(EDIT);
        for (String field : new String[] {"", "no base64!", "bm8gemlw"}) {
            HttpResponse<String> answer = ada.post(EDIT, Map.of("bundle", field, "action", "check"));
            assertThat(answer.statusCode()).as(field).isEqualTo(400);
            assertThat(answer.body()).contains("Nothing was changed");
        }
        assertThat(sent(ada, field(SHIPPED), "email.jq", null, Map.of("action", "plan", "last", "many")))
                .contains("takes 1 to 10000");
    }

    @Test
    void a_viewer_edits_nothing_and_nobody_does_where_plans_are_off() throws Exception {
        Visitor bob = Visitor.signedIn(hub, TestAccess.VIEWER);
        assertThat(bob.get(EDIT).statusCode()).isEqualTo(403);
        assertThat(bob.get("/console/routes").body()).doesNotContain(EDIT);
        assertThat(bob.post(EDIT, Map.of("bundle", field(SHIPPED), "action", "test"))
                        .statusCode())
                .isEqualTo(403);
        try (ConsoleHub off = ConsoleHub.start()) {
            Visitor ada = Visitor.signedIn(off, TestAccess.OPERATOR);
            assertThat(ada.get(EDIT).body())
                    .contains("Set waybill.plan.enabled")
                    .doesNotContain("<textarea");
            assertThat(ada.get("/console/plans").body()).contains("Set waybill.plan.enabled");
            assertThat(ada.post(EDIT, Map.of("bundle", field(SHIPPED), "action", "test"))
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    private static String sent(Visitor ada, String field, String file, String text, Map<String, String> more)
            throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>(more);
        form.put("bundle", field);
        form.put("base", SHIPPED.checksum());
        form.put("file", file);
        if (text != null) {
            form.put("text", text);
        }
        HttpResponse<String> answer = ada.post(EDIT, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .doesNotContain("unsafe");
        assertThat(answer.body()).doesNotContainPattern("<script(?! src)").doesNotContain(" style=", " onclick");
        return answer.body();
    }

    private static String field(Bundle bundle) {
        return Base64.getUrlEncoder().encodeToString(ZippedBundle.of(bundle));
    }

    private static String field(String page) {
        Matcher found = FIELD.matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static Bundle edited(String page) {
        return ZippedBundle.read(Base64.getUrlDecoder().decode(field(page)));
    }
}
